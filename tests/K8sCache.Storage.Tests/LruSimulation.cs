namespace K8sCache.Storage.Tests;

/// <summary>An exact LRU, counted in entries: what a policy is compared with.</summary>
internal sealed class LruSimulation(int capacity)
{
    private readonly LinkedList<int> _order = new();
    private readonly Dictionary<int, LinkedListNode<int>> _nodes = [];

    public long Hits { get; private set; }

    public void Request(int key)
    {
        if (_nodes.Remove(key, out var node))
        {
            Hits++;
            _order.Remove(node);
        }
        else if (_nodes.Count == capacity)
        {
            _nodes.Remove(_order.First!.Value);
            _order.RemoveFirst();
        }

        _nodes[key] = _order.AddLast(key);
    }
}
