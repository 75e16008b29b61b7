namespace K8sCache.Benchmarks;

/// <summary>Where programs are: ours in the repository's out/, others' on the path or in .local/tools.</summary>
internal static class Programs
{
    public static string Root { get; } = FindRoot();

    public static string Node => Ours("node", "k8scache-node");

    public static string Router => Ours("router", "k8scache-router");

    public static string Operator => Ours("operator", "k8scache-operator");

    public static string Local => Ours("local", "k8scache-local");

    /// <summary>The program's path, or null where it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Append(Path.Combine(Root, ".local", "tools"))
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <exception cref="FileNotFoundException">It is not installed.</exception>
    public static string Require(string name) =>
        Find(name) ?? throw new FileNotFoundException($"{name} is not installed: `make tools` installs what is needed.");

    private static string Ours(string folder, string name)
    {
        var path = Path.Combine(Root, "out", folder, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"out/{folder}/{name} is missing: run `make build` first.");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "K8sCache.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("K8sCache.sln was not found in any folder above this program.");
    }
}
