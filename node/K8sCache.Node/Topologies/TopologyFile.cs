using K8sCache.Hosting.Files;
using K8sCache.Node.Serving;
using K8sCache.Topology;
using K8sCache.Topology.Json;

namespace K8sCache.Node.Topologies;

/// <summary>Offers a watched file's documents to the holder; a bad one is logged and the last good one stays.</summary>
internal sealed class TopologyFile(NodeContext node, string path) : IAsyncDisposable
{
    private readonly WatchedFile _file = new(
        path,
        WatchedFile.DefaultInterval,
        node.Time,
        content => Offer(node, path, content),
        error => Log.TopologyUnreadable(node.Log, path, error.Message));

    public Task Completion => _file.Completion;

    /// <summary>Why there is no topology: the file is missing, or was not taken.</summary>
    public static string MissingText(string path) =>
        File.Exists(path) ? $"no topology yet: {path} was not taken, see the log" : $"no topology yet: there is no file {path}";

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static void Offer(NodeContext node, string path, byte[] content)
    {
        var parsed = TopologyJson.Parse(content);
        if (!parsed.IsValid)
        {
            Log.TopologyRefused(node.Log, path, string.Join("; ", parsed.Problems));
            return;
        }

        // An older document than one that was pushed is no error: mounted files come minutes late.
        if (node.Topology.Offer(parsed.Document) == TopologyOutcome.Conflict)
            Log.TopologyRefused(node.Log, path, $"epoch {parsed.Document.Epoch} is known with other content");
    }
}
