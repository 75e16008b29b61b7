using System.Threading.Channels;
using K8sCache.Node.Serving;
using K8sCache.Node.Transfer;
using K8sCache.Storage;
using K8sCache.Topology;

namespace K8sCache.Node.Topologies;

/// <summary>
/// Makes the node what each new topology says: first the loops see it (they fence, redirect, replicate by it), then
/// entries go whose slots are no longer ours, or are to be filled anew, then new copies are filled.
/// </summary>
internal sealed class TopologyFollower : IAsyncDisposable
{
    private readonly NodeContext _node;
    private readonly SlotFiller _filler;
    private readonly Action _openPeerPort;
    private readonly Channel<NodeView> _applied = Channel.CreateUnbounded<NodeView>();
    private readonly Lock _gate = new();
    private readonly List<(long Epoch, TaskCompletionSource Done)> _waiting = [];
    private readonly Task _following;
    private long _appliedEpoch;
    private Exception? _failure;

    public TopologyFollower(NodeContext node, SlotFiller filler, Action openPeerPort)
    {
        _node = node;
        _filler = filler;
        _openPeerPort = openPeerPort;
        node.Topology.Changed += OnChanged;
        _following = FollowAsync();
    }

    /// <summary>Ends when it is disposed of; fails with what a loop threw while it took a topology, for then nobody knows what it goes by.</summary>
    public Task Completion => _following;

    /// <summary>The epoch every loop goes by; 0 before the first.</summary>
    public long AppliedEpoch
    {
        get
        {
            lock (_gate)
                return _appliedEpoch;
        }
    }

    /// <summary>Completes when every loop goes by that epoch or a later one: nothing is run by an older one any more.</summary>
    public Task AppliedAsync(long epoch)
    {
        lock (_gate)
        {
            if (_appliedEpoch >= epoch)
                return Task.CompletedTask;
            if (_failure is not null)
                return Task.FromException(_failure);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((epoch, done));
            return done.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _node.Topology.Changed -= OnChanged;
        _applied.Writer.TryComplete();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void OnChanged(TopologySnapshot snapshot)
    {
        var view = new NodeView(snapshot, _node.Options.Name, _node.Instance);
        if (!_node.TryAdvance(view))
            return;
        if (view.SharesSlots)
            _node.Engine.KeepTombstones = true;
        _node.Engine.KeepSteps = view.HasCopies;
        _openPeerPort();
        Log.TopologyApplied(
            _node.Log, view.Epoch, view.PrimarySlots.Count(true), view.HeldSlots.Count(true), view.FillingSlots.Count(true),
            view.IsLoading);
        if (view.Self < 0)
        {
            var names = string.Join(", ", snapshot.Document.Nodes.Select(node => node.Name));
            Log.NotInTopology(_node.Log, view.Epoch, _node.Options.Name, names);
        }

        _applied.Writer.TryWrite(view);
    }

    private async Task FollowAsync()
    {
        try
        {
            await FollowAllAsync();
        }
        catch (Exception error)
        {
            Abandon(error);
            throw;
        }
    }

    private async Task FollowAllAsync()
    {
        NodeView? previous = null;
        await foreach (var view in _applied.Reader.ReadAllAsync())
        {
            await Task.WhenAll(_node.Loops.Select(loop => RunOnLoopAsync(loop, () => loop.Apply(view))));
            Announce(view.Epoch);
            _node.Changes.SlotsLost(LostSlots(previous, view));
            // The next one is here already: what it needs is seen by comparing it with the last whose entries were dealt with.
            if (_node.View != view)
                continue;
            await RunOnLoopAsync(_node.Loops[0], () => _filler.Leave(view));
            DropSlots(previous, view);
            previous = view;
            await RunOnLoopAsync(_node.Loops[0], () => _filler.Apply(view));
        }
    }

    /// <summary>Nobody waits for what will not come.</summary>
    private void Abandon(Exception error)
    {
        lock (_gate)
        {
            _failure = error;
            foreach (var (_, done) in _waiting)
                done.SetException(error);
            _waiting.Clear();
        }
    }

    /// <summary>Slots that were read here and are not any more.</summary>
    private static bool[] LostSlots(NodeView? before, NodeView now)
    {
        var lost = new bool[HashSlot.Count];
        for (var slot = 0; slot < lost.Length; slot++)
            lost[slot] = (before is null || before.RoleOf(slot) >= SlotRole.Reader) && now.RoleOf(slot) < SlotRole.Reader;
        return lost;
    }

    private void Announce(long epoch)
    {
        lock (_gate)
        {
            _appliedEpoch = epoch;
            foreach (var (wanted, done) in _waiting)
            {
                if (wanted <= epoch)
                    done.SetResult();
            }

            _waiting.RemoveAll(waiter => waiter.Epoch <= epoch);
        }
    }

    private void DropSlots(NodeView? before, NodeView now)
    {
        var foreign = new bool[HashSlot.Count];
        var outdated = new bool[HashSlot.Count];
        for (var slot = 0; slot < foreign.Length; slot++)
        {
            foreign[slot] = !now.HeldSlots[slot];
            outdated[slot] = now.FillingSlots[slot] && IsOutdated(slot, before, now);
        }

        if (TryDrop(foreign))
            Log.SlotsDropped(_node.Log);
        if (TryDrop(outdated))
            Log.CopiesOutdated(_node.Log, outdated.AsSpan().Count(true));
    }

    /// <summary>
    /// Whether a copy to be filled may have something its primary no longer has: it was left out, or may have been, and was not
    /// told what was deleted and flushed meanwhile. It begins empty, so that it ends as its primary is.
    /// </summary>
    private static bool IsOutdated(int slot, NodeView? before, NodeView now) =>
        before is not null && before.HeldSlots[slot] && (!before.FillingSlots[slot] || now.Epoch != before.Epoch + 1);

    private bool TryDrop(bool[] slots)
    {
        if (_node.Engine.CountIn(slots) == 0)
            return false;
        _node.Engine.DropSlots(slots);
        return true;
    }

    private static Task RunOnLoopAsync(LoopState loop, Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Loop.Post(
            static state =>
            {
                var (action, done) = ((Action, TaskCompletionSource))state!;
                try
                {
                    action();
                    done.SetResult();
                }
                catch (Exception error)
                {
                    done.SetException(error);
                }
            },
            (action, done));
        return done.Task;
    }
}
