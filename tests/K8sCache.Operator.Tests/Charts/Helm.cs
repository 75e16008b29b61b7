using System.Diagnostics;
using K8sCache.Operator.Tests.Support;

namespace K8sCache.Operator.Tests.Charts;

/// <summary>Runs helm on our chart. <c>K8SCACHE_TOOLS</c> may name a folder it is in; <c>make tools</c> installs it.</summary>
internal static class Helm
{
    public static string Chart { get; } = Repository.PathOf("charts", "k8scache");

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Find(), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("helm did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string Find()
    {
        string[] preferred = [Environment.GetEnvironmentVariable("K8SCACHE_TOOLS") ?? "", Repository.PathOf(".local", "tools")];
        return preferred.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, "helm"))
            .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("helm is not installed: run make tools first");
    }
}
