namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>Where the programs under test and the tools are.</summary>
internal static class Workspace
{
    public static string Root { get; } = FindRoot();

    /// <summary>A program that <c>make build</c> leaves: <c>node/k8scache-node</c>.</summary>
    public static string Program(string relative)
    {
        var path = Path.Combine(Root, "out", relative);
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is missing: run make build first.");
    }

    /// <summary>A tool by name: <c>make tools</c> puts some into .local/tools, the others are on PATH.</summary>
    public static string Tool(string name)
    {
        var folders = new[] { Path.Combine(Root, ".local", "tools"), "/usr/bin", "/bin", "/usr/sbin", "/usr/local/bin" }
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{name} is not installed: run make tools first.");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "K8sCache.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from inside the repository.");
        }
        return folder.FullName;
    }
}
