using K8sCache.Resp;
using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>
/// One of the nodes' keys, a node's the likelier the more slots it is primary of, which is how keys are spread; null
/// when no node has any: RANDOMKEY.
/// </summary>
internal sealed class AnyOneJoin(RouterLoop loop, PendingRequest whole, IReadOnlyList<int> weights)
    : JoinedReply(loop, whole, weights.Count)
{
    private readonly RouterLoop _loop = loop;
    private byte[] _chosen = [];
    private long _weightSoFar;

    protected override bool TryTake(int part, ReadOnlySpan<byte> reply)
    {
        if (reply[0] == (byte)RespPrefix.Null || reply.SequenceEqual(RespLiterals.NullBulk))
            return true;
        if (reply[0] != (byte)RespPrefix.BulkString)
            return false;

        // Each takes the place of those before it by its share of all so far: fair in whatever order they come.
        var weight = Math.Max(1, weights[part]);
        _weightSoFar += weight;
        if (_loop.Random.NextInt64(_weightSoFar) < weight)
            _chosen = reply.ToArray();
        return true;
    }

    protected override void Write(RespWriter writer)
    {
        if (_chosen.Length == 0)
            writer.WriteNull();
        else
            writer.WriteRaw(_chosen);
    }
}
