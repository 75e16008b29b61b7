using System.Diagnostics;

namespace K8sCache.Benchmarks.Starting;

/// <summary>The local control plane with the example cluster on it, and no operator yet.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k8scache-bench-");
    private Process? _process;

    private ControlPlane()
    {
    }

    public string Kubeconfig => Path.Combine(_folder.FullName, "kubeconfig");

    public static async Task<ControlPlane> StartAsync()
    {
        var plane = new ControlPlane();
        try
        {
            plane._process = Process.Start(Info(Programs.Local,
            [
                "--port", "0", "--data-dir", Path.Combine(plane._folder.FullName, "data"), "--kubeconfig", plane.Kubeconfig,
                "--image", "k8scache-node=out/node,out/router",
            ]))!;
            plane._process.BeginErrorReadLine();
            plane._process.BeginOutputReadLine();
            await plane.ApplyAsync("crds/cacheclusters.k8scache.io.yaml");
            await plane.ApplyAsync("crds/examples/demo.yaml");
            return plane;
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }

            _process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Tries until the API server is there and knows the kind.</summary>
    private async Task ApplyAsync(string file)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        while (true)
        {
            using var kubectl = Process.Start(Info(Programs.Require("kubectl"), ["--kubeconfig", Kubeconfig, "apply", "-f", file]))!;
            var problem = kubectl.StandardError.ReadToEndAsync();
            await kubectl.WaitForExitAsync();
            if (kubectl.ExitCode == 0)
                return;
            if (time.GetElapsedTime(began) > ReadyWithin)
                throw new InvalidOperationException($"kubectl apply -f {file}: {await problem}");
            await Task.Delay(Poll, time);
        }
    }

    private static ProcessStartInfo Info(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Programs.Root };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
