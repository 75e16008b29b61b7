using System.Text.Json.Nodes;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>An image that <c>make images</c> built, with its root file system laid open; removed at the end.</summary>
internal sealed class ContainerImage : IAsyncDisposable
{
    private readonly string _container;

    private ContainerImage(string container, string root, JsonNode configuration)
    {
        _container = container;
        Root = root;
        Configuration = configuration;
    }

    /// <summary>Where its files are.</summary>
    public string Root { get; }

    /// <summary>What it says of itself: user, labels, entry point.</summary>
    public JsonNode Configuration { get; }

    public long SizeBytes => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(path => new FileInfo(path)).Where(file => file.LinkTarget is null).Sum(file => file.Length);

    public static async Task<ContainerImage> OpenAsync(string name)
    {
        var container = (await BuildahAsync("from", "--pull-never", name)).Trim();
        var root = (await BuildahAsync("mount", container)).Trim();
        var inspected = JsonNode.Parse(await BuildahAsync("inspect", "--type", "container", container))!;
        return new ContainerImage(container, root, inspected["OCIv1"]!["config"]!);
    }

    /// <summary>Starts a program of it, read-only and as its user; <paramref name="folder"/> is its /tmp.</summary>
    public ProgramUnderTest Start(DirectoryInfo folder, params string[] command) =>
        ProgramUnderTest.Start(Path.Combine(Workspace.Root, "scripts/in-root.sh"), [Root, folder.FullName, .. command]);

    public async ValueTask DisposeAsync()
    {
        _ = await BuildahAsync("umount", _container);
        _ = await BuildahAsync("rm", _container);
    }

    private static async Task<string> BuildahAsync(params string[] args) => (await Shell.RunAsync(Workspace.Tool("buildah"), args)).Text;
}
