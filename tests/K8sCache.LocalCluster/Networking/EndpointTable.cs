using System.Collections.Immutable;
using System.Net;

namespace K8sCache.LocalCluster.Networking;

/// <summary>Where connections to a Service's port go now, and whose turn it is. The table is replaced as a whole; readers never wait.</summary>
internal sealed class EndpointTable
{
    private ImmutableDictionary<ServicePort, ImmutableArray<IPEndPoint>> _table = ImmutableDictionary<ServicePort, ImmutableArray<IPEndPoint>>.Empty;
    private uint _turn;

    public void Replace(IEnumerable<KeyValuePair<ServicePort, ImmutableArray<IPEndPoint>>> table) =>
        Volatile.Write(ref _table, table.ToImmutableDictionary());

    /// <summary>The ready endpoints, beginning with the one whose turn it is; empty when there is none.</summary>
    public ImmutableArray<IPEndPoint> Candidates(ServicePort port)
    {
        if (!Volatile.Read(ref _table).TryGetValue(port, out var endpoints) || endpoints.IsEmpty)
            return [];
        var first = (int)(Interlocked.Increment(ref _turn) % (uint)endpoints.Length);
        return [.. endpoints[first..], .. endpoints[..first]];
    }
}
