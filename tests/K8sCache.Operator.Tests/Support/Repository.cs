namespace K8sCache.Operator.Tests.Support;

/// <summary>Where the sources are, for tests that compare checked-in files.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "K8sCache.sln"))
            ? directory
            : Find(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("no K8sCache.sln above the tests"));
}
