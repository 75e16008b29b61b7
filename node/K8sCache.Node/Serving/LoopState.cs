using K8sCache.Hosting.Lifetime;
using K8sCache.Node.Load;
using K8sCache.Node.Replication;
using K8sCache.Node.Topologies;
using K8sCache.Node.Tracking;
using K8sCache.Transport;

namespace K8sCache.Node.Serving;

/// <summary>
/// What belongs to one event loop: its counters, its view of the topology and its links to other nodes. Only
/// its thread writes here, so sessions of the loop share it without locks. Written with release: whoever reads a view from
/// another thread knows that what this loop ran by the one before is over.
/// </summary>
internal sealed class LoopState
{
    private NodeView? _view;

    public LoopState(NodeContext node, EventLoop loop)
    {
        Node = node;
        Loop = loop;
        Replicator = new Replicator(this);
        Clock = new CommandClock(node.Time, Stats);
        Invalidations = new LoopInvalidations(this);
    }

    public NodeContext Node { get; }

    public EventLoop Loop { get; }

    public NodeCounters Counters { get; } = new();

    public CommandStats Stats { get; } = new();

    public CommandClock Clock { get; }

    public ErrorStats Errors { get; } = new();

    public Replicator Replicator { get; }

    public LoopInvalidations Invalidations { get; }

    /// <summary>For what commands draw at random; seeded by the system, so that no client can foresee it.</summary>
    public Random Random { get; } = new(SystemRandom.Int32());

    /// <summary>Null without a topology: all slots are this node's.</summary>
    public NodeView? View => Volatile.Read(ref _view);

    /// <summary>On the loop's thread, so that no command sees the topology change half-way through it.</summary>
    public void Apply(NodeView view)
    {
        if (_view is { } current && current.Epoch >= view.Epoch)
            return;
        Volatile.Write(ref _view, view);
        Replicator.Apply(view);
    }
}
