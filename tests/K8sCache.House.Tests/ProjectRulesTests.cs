using System.Xml.Linq;

namespace K8sCache.House.Tests;

/// <summary>Who may import whom, and what a project file may hold.</summary>
public sealed class ProjectRulesTests
{
    /// <summary>The house as the design draws it: each product project and what it may reference.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["K8sCache.Topology"] = [],
        ["K8sCache.Resp"] = [],
        ["K8sCache.Commands"] = ["K8sCache.Resp"],
        ["K8sCache.Transport"] = ["K8sCache.Resp"],
        ["K8sCache.Storage"] = [],
        ["K8sCache.Hosting"] = [],
        ["K8sCache.Serving"] = ["K8sCache.Resp", "K8sCache.Commands", "K8sCache.Transport", "K8sCache.Hosting"],
        ["K8sCache.Node"] = ["K8sCache.Topology", "K8sCache.Storage", "K8sCache.Serving"],
        ["K8sCache.Router"] = ["K8sCache.Topology", "K8sCache.Serving"],
        ["K8sCache.Client"] = ["K8sCache.Topology", "K8sCache.Resp"],
        ["K8sCache.Kubernetes"] = [],
        ["K8sCache.Operator"] = ["K8sCache.Kubernetes", "K8sCache.Topology", "K8sCache.Hosting"],
    };

    private static readonly string[] DataPlane =
    [
        "K8sCache.Topology", "K8sCache.Resp", "K8sCache.Commands", "K8sCache.Transport", "K8sCache.Storage", "K8sCache.Hosting",
        "K8sCache.Serving", "K8sCache.Node", "K8sCache.Router",
    ];

    public static TheoryData<string> Projects => [.. Repository.ProjectFiles.Select(Repository.Relative)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_go_only_where_the_design_allows(string project)
    {
        var name = Repository.NameOf(project);
        var references = Repository.ReferencesOf(Repository.PathOf(project)).ToList();
        if (project.StartsWith("tests/", StringComparison.Ordinal))
        {
            // Tests may see anything; but the local control plane must not judge the operator by the operator's own code.
            if (name == "K8sCache.LocalCluster")
            {
                Assert.All(references, reference => Assert.Equal("K8sCache.Hosting", reference));
            }
            return;
        }
        Assert.True(MayReference.TryGetValue(name, out var allowed), $"{name} is not a project of the design");
        Assert.Empty(references.Except(allowed));
        Assert.DoesNotContain(references, reference => reference.EndsWith(".Tests", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_holds_only_references_and_its_output(string project)
    {
        string[] properties = ["OutputType", "AssemblyName", "AllowUnsafeBlocks", "PackageId", "Description", "PackageReadmeFile",
            "PublishAot"];
        string[] items = ["ProjectReference", "PackageReference", "FrameworkReference", "EmbeddedResource", "Content", "None", "Compile", "Using",
            "RuntimeHostConfigurationOption"];
        var root = XDocument.Load(Repository.PathOf(project)).Root!;
        Assert.Empty(root.Elements("PropertyGroup").Elements().Select(e => e.Name.LocalName).Except(properties));
        Assert.Empty(root.Elements("ItemGroup").Elements().Select(e => e.Name.LocalName).Except(items));
        Assert.DoesNotContain(root.Descendants("PackageReference"), reference => reference.Attribute("Version") is not null);
    }

    [Fact]
    public void The_data_plane_uses_one_package()
        => Assert.Equal(
            ["K8sCache.Hosting: prometheus-net"],
            Repository.ProjectFiles.Where(project => DataPlane.Contains(Repository.NameOf(project))).SelectMany(
                project => XDocument.Load(project).Descendants("PackageReference").Select(
                    reference => $"{Repository.NameOf(project)}: {reference.Attribute("Include")!.Value}")));

    [Fact]
    public void Every_product_project_has_its_tests_beside_it_and_no_vague_name()
    {
        var names = Repository.ProjectFiles.Select(Repository.NameOf).ToHashSet();
        foreach (var name in MayReference.Keys.Where(names.Contains))
        {
            Assert.Contains(name + ".Tests", names);
        }
        Assert.DoesNotContain(names, name => name.Split('.').Any(part => part is "Common" or "Core" or "Utils" or "Helpers"));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathOf("K8sCache.sln"));
        Assert.All(Repository.ProjectFiles, project => Assert.Contains(Repository.NameOf(project) + ".csproj", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_project_has_its_lock_file()
        => Assert.All(Repository.ProjectFiles,
            project => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), project));
}
