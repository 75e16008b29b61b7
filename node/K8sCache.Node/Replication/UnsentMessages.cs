using System.Diagnostics.CodeAnalysis;
using K8sCache.Serving.Tracking;

namespace K8sCache.Node.Replication;

/// <summary>Messages a link cannot send now, in order, one a key: what comes for a key that waits already joins it.</summary>
internal sealed class UnsentMessages
{
    private readonly Dictionary<byte[], PeerMessage> _byKey = new(KeyComparer.Instance);
    private Queue<PeerMessage> _queue = new();

    public int Count => _queue.Count;

    public IEnumerable<PeerMessage> All => _queue;

    /// <summary>The message that is sent for this one: another of its key, or itself.</summary>
    public PeerMessage Add(PeerMessage message)
    {
        if (!message.IsFlush && _byKey.TryGetValue(message.Key, out var waiting))
        {
            waiting.Join(message);
            return waiting;
        }

        _queue.Enqueue(message);
        if (!message.IsFlush)
            _byKey.Add(message.Key, message);
        return message;
    }

    /// <summary>Puts messages that were sent over a connection that broke in front of all others.</summary>
    public void AddInFront(Queue<PeerMessage> sent)
    {
        var behind = _queue;
        _queue = new Queue<PeerMessage>();
        _byKey.Clear();
        foreach (var message in sent.Concat(behind))
            Add(message);
    }

    public bool TryTake([NotNullWhen(true)] out PeerMessage? message)
    {
        if (!_queue.TryDequeue(out message))
            return false;
        if (!message.IsFlush)
            _byKey.Remove(message.Key);
        return true;
    }

    public void Clear()
    {
        _queue.Clear();
        _byKey.Clear();
    }
}
