using System.Text;
using System.Text.Json;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Observing;

/// <summary>
/// The body of <c>GET /hotkeys</c>: keys with many of the reads through this router, for a person to see; metrics never name
/// a key. Each loop counts for itself; shares are of all loops together.
/// </summary>
internal static class HotKeyReport
{
    public static async Task<byte[]> WriteAsync(IReadOnlyList<RouterLoop> loops)
    {
        var lists = await Task.WhenAll(loops.Select(ListAsync));
        var keys = lists.SelectMany(list => list)
            .GroupBy(key => Encoding.UTF8.GetString(key.Key.Span), StringComparer.Ordinal)
            .Select(same => (Key: same.Key, Share: same.Sum(key => key.Share) / loops.Count, IsHot: same.Any(key => key.IsHot)))
            .OrderByDescending(key => key.Share);
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            foreach (var (key, share, isHot) in keys)
            {
                writer.WriteStartObject();
                writer.WriteString("key", key);
                writer.WriteNumber("share", Math.Round(share, 4));
                writer.WriteBoolean("hot", isHot);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    // A sketch is its loop's own.
    private static Task<IReadOnlyList<K8sCache.Topology.Scheduling.HotKeys.HotKey>> ListAsync(RouterLoop loop)
    {
        var list = new TaskCompletionSource<IReadOnlyList<K8sCache.Topology.Scheduling.HotKeys.HotKey>>(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Events.Post(_ => list.SetResult(loop.HotKeys?.List() ?? []), null);
        return list.Task;
    }
}
