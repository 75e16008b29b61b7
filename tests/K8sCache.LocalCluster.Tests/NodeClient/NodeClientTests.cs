using System.Diagnostics;
using K8sCache.LocalCluster.Tests.Transcripts;

namespace K8sCache.LocalCluster.Tests.NodeClient;

/// <summary>Kubernetes' JavaScript client as a judge that shares nothing with this code: informer, watch, patches, apply.</summary>
public sealed class NodeClientTests
{
    [Fact]
    public async Task The_JavaScript_client_works_unmodified()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await ReplayWorld.StartAsync(cancellationToken);
        await world.AddDefinitionAsync();
        var folder = Directory.CreateTempSubdirectory("k8scache-node-client-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(SourceFolder()).Where(file => Path.GetExtension(file) is ".json" or ".mjs"))
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
            await File.WriteAllTextAsync(kubeconfig, world.Kubeconfig(), cancellationToken);
            await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], folder.FullName, cancellationToken);
            var output = await RunAsync("node", ["client.mjs", kubeconfig], folder.FullName, cancellationToken);
            Assert.EndsWith("ok\n", output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string SourceFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tests", "K8sCache.LocalCluster.Tests", "NodeClient");
            if (Directory.Exists(candidate)) return candidate;
        }

        throw new DirectoryNotFoundException("NodeClient is above none of the test's folders");
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{await output}\n{await errors}");
        return await output;
    }
}
