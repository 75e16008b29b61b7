using K8sCache.Node.Configuration;

namespace K8sCache.Node.Serving;

/// <summary>Options that CONFIG SET may change while the node runs; read by every loop, each value by itself.</summary>
internal sealed class NodeSettings(NodeOptions options)
{
    private long _trackingTableMaxKeys = options.TrackingTableMaxKeys;

    /// <summary>Keys remembered for clients that may have cached them; 0 = no bound.</summary>
    public long TrackingTableMaxKeys
    {
        get => Volatile.Read(ref _trackingTableMaxKeys);
        set => Volatile.Write(ref _trackingTableMaxKeys, value);
    }
}
