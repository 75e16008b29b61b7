using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>Keys of a request that go to one node together.</summary>
internal sealed class KeyGroup(NodeLink? node, int slot)
{
    /// <summary>Null when nobody serves the slot now: the part waits by itself.</summary>
    public NodeLink? Node { get; } = node;

    /// <summary>Slot of the first key.</summary>
    public int Slot { get; } = slot;

    public bool IsMultiSlot { get; private set; }

    /// <summary>Which of the request's keys, counted from 0.</summary>
    public List<int> Positions { get; } = [];

    public void Add(int position, int slot)
    {
        Positions.Add(position);
        IsMultiSlot |= slot != Slot;
    }
}
