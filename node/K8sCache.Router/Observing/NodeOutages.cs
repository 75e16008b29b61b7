using Microsoft.Extensions.Logging;

namespace K8sCache.Router.Observing;

/// <summary>
/// Nodes that are out of reach, over all loops and connections: an outage is one story in the log, told when it begins, ever more
/// rarely while it lasts (after 16, 256, 4096... lost or refused connections), and when it ends. From any thread; it is only asked when a
/// connection ends or opens.
/// </summary>
internal sealed class NodeOutages(ILogger log)
{
    private readonly Lock _lock = new();

    /// <summary>Lost and refused connections since the outage began, by the node's address.</summary>
    private readonly Dictionary<string, int> _counts = new(StringComparer.OrdinalIgnoreCase);

    public void OnLost(string node, string address, string what, string reason)
    {
        if (Count(address) is var count && IsTold(count))
            Log.NodeLost(log, node, address, what, reason, count);
    }

    public void OnStalled(string node, string address, double milliseconds)
    {
        if (IsTold(Count(address)))
            Log.NodeStalled(log, node, address, milliseconds);
    }

    public void OnBack(string node, string address)
    {
        lock (_lock)
        {
            if (!_counts.Remove(address))
                return;
        }

        Log.NodeBack(log, node, address);
    }

    /// <summary>The topology names it no more.</summary>
    public void Forget(string address)
    {
        lock (_lock)
            _counts.Remove(address);
    }

    private int Count(string address)
    {
        lock (_lock)
            return _counts[address] = _counts.GetValueOrDefault(address) + 1;
    }

    private static bool IsTold(int count)
    {
        while (count > 1 && count % 16 == 0)
            count /= 16;
        return count == 1;
    }
}
