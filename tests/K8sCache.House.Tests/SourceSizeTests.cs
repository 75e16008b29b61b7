using System.Text.RegularExpressions;

namespace K8sCache.House.Tests;

/// <summary>How much one type, one folder, one line may hold. What is over that is listed, and only shrinks.</summary>
public sealed partial class SourceSizeTests
{
    /// <summary>Of a type, all its parts summed; past this it has two responsibilities, in however many files they stand.</summary>
    private const int MaxTypeLines = 400;

    /// <summary>Of a folder, without those below it; past this nobody sees what is in the room.</summary>
    private const int MaxRoomFiles = 40;

    private static readonly Ratchet TypeLines = new(MaxTypeLines, slack: 20, "lines over all its parts", new Dictionary<string, int>
    {
        ["node/K8sCache.Node/Replication/PeerLink"] = 491,
        ["node/K8sCache.Node/Sessions/ClientSession"] = 802,
        ["node/K8sCache.Router/Routing/Dispatcher"] = 462,
        ["node/K8sCache.Router/Routing/RouterLoop"] = 460,
        ["node/K8sCache.Router/Routing/Upstream"] = 565,
        ["node/K8sCache.Router/Sessions/ClientSession"] = 714,
        ["node/K8sCache.Transport/Epoll/EpollConnection"] = 589,
        ["node/K8sCache.Transport/Tls/TlsConnection"] = 715,
    });

    private static readonly Ratchet RoomFiles = new(MaxRoomFiles, slack: 2, "files", new Dictionary<string, int>
    {
        ["node/K8sCache.Node/Commands"] = 102,
        ["node/K8sCache.Storage"] = 42,
        ["tests/K8sCache.LocalCluster/Kubelet"] = 43,
    });

    /// <summary>Lines longer than <c>.editorconfig</c> says, by project.</summary>
    private static readonly Ratchet LongLines = new(limit: 0, slack: 3, "lines that are too long", new Dictionary<string, int>
    {
        ["node/K8sCache.Client"] = 6,
        ["node/K8sCache.Commands"] = 3,
        ["node/K8sCache.Hosting"] = 4,
        ["node/K8sCache.Node"] = 24,
        ["node/K8sCache.Resp"] = 1,
        ["node/K8sCache.Router"] = 29,
        ["node/K8sCache.Serving"] = 1,
        ["node/K8sCache.Topology"] = 3,
        ["operator/K8sCache.Kubernetes"] = 3,
        ["operator/K8sCache.Operator"] = 12,
        ["tests/K8sCache.LocalCluster"] = 81,
    });

    private static IEnumerable<string> Files => Repository.ProductFolders.SelectMany(Repository.SourceFiles);

    [Fact]
    public void A_type_is_small_over_all_its_parts()
        => TypeLines.Check(Files.GroupBy(TypeOf).Select(parts => (parts.Key, parts.Sum(path => File.ReadLines(path).Count()))));

    [Fact]
    public void A_room_holds_few_files()
        => RoomFiles.Check(Files.GroupBy(path => Path.GetDirectoryName(Repository.Relative(path))!).Select(room => (room.Key, room.Count())));

    [Fact]
    public void Lines_are_as_long_as_editors_show()
    {
        var limit = int.Parse(MaxLineLength().Match(File.ReadAllText(Repository.PathOf(".editorconfig"))).Groups["columns"].Value);
        LongLines.Check(Files.GroupBy(ProjectOf).Select(
            project => (project.Key, project.Sum(path => File.ReadLines(path).Count(line => line.Length > limit)))));
    }

    /// <summary>The type a file is a part of: <c>Folder/Type.Part.cs</c>; <see cref="SourceRulesTests"/> holds names and files together.</summary>
    private static string TypeOf(string path)
    {
        var relative = Repository.Relative(path);
        return Path.Combine(Path.GetDirectoryName(relative)!, Path.GetFileName(relative).Split('.')[0]);
    }

    private static string ProjectOf(string path) => string.Join('/', Repository.Relative(path).Split('/').Take(2));

    [GeneratedRegex(@"^max_line_length = (?<columns>\d+)$", RegexOptions.Multiline)]
    private static partial Regex MaxLineLength();
}
