using System.Xml.Linq;

namespace K8sCache.House.Tests;

/// <summary>The repository these tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> ProjectFiles { get; } =
        [.. new[] { "node", "operator", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(PathOf(folder), "*.csproj", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)];

    /// <summary>What the rules on product code hold for: the product, and the local control plane, which is as long-lived.</summary>
    public static IReadOnlyList<string> ProductFolders { get; } = ["node", "operator", "tests/K8sCache.LocalCluster"];

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    public static string NameOf(string projectFile) => Path.GetFileNameWithoutExtension(projectFile);

    public static IEnumerable<string> ReferencesOf(string projectFile)
        => XDocument.Load(projectFile).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    /// <summary>The C# files under a folder that people wrote.</summary>
    public static IEnumerable<string> SourceFiles(string folder)
        => Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj" or "node_modules"));

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
