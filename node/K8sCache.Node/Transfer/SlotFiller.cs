using K8sCache.Node.Replication;
using K8sCache.Node.Serving;
using K8sCache.Node.Topologies;
using K8sCache.Topology;
using K8sCache.Transport;

namespace K8sCache.Node.Transfer;

/// <summary>
/// Fills the slots this node has just become a copy of: one stream from each primary, over the slots it has for us.
/// Live writes come by replication meanwhile; versions decide between the two. Runs on one loop.
/// </summary>
internal sealed class SlotFiller(LoopState loopState)
{
    private readonly List<FillStream> _streams = [];
    private readonly bool[] _filled = new bool[HashSlot.Count];
    private NodeView? _view;
    private FillProgress _progress = FillProgress.None;
    private long _entriesTotal;
    private long _restartsTotal;

    public EventLoop Loop => loopState.Loop;

    public NodeContext Node => loopState.Node;

    public long Epoch => _view!.Epoch;

    /// <summary>Read from any thread.</summary>
    public FillProgress Progress => Volatile.Read(ref _progress);

    /// <summary>Entries received; read from any thread.</summary>
    public long EntriesTotal => Volatile.Read(ref _entriesTotal);

    /// <summary>Streams begun again; read from any thread.</summary>
    public long RestartsTotal => Volatile.Read(ref _restartsTotal);

    /// <summary>Ends what a new topology no longer asks for: nothing is taken in by an older one any more.</summary>
    public void Leave(NodeView view)
    {
        if (IsOld(view))
            return;
        // A topology in between, which did not reach us, may have been one without our copies: their primaries then
        // told us nothing, and what was filled lacks that.
        if (_view is { } previous && view.Epoch != previous.Epoch + 1)
            StartOver();
        for (var slot = 0; slot < HashSlot.Count; slot++)
            _filled[slot] &= view.FillingSlots[slot];
        _streams.RemoveAll(stream => !stream.TryContinue(view));
    }

    /// <summary>Begins what it asks for instead, after <see cref="Leave"/>.</summary>
    public void Apply(NodeView view)
    {
        if (IsOld(view))
            return;
        _view = view;
        StartStreams(view);
        PublishProgress();
    }

    public void CountEntries(int entries) => Volatile.Write(ref _entriesTotal, _entriesTotal + entries);

    /// <summary>A stream broke and is about to begin again.</summary>
    public void Broke()
    {
        Volatile.Write(ref _restartsTotal, _restartsTotal + 1);
        PublishProgress();
    }

    public void Completed(FillStream stream)
    {
        _streams.Remove(stream);
        for (var slot = 0; slot < HashSlot.Count; slot++)
            _filled[slot] |= stream.Slots[slot];
        PublishProgress();
    }

    private bool IsOld(NodeView view) => _view is { } current && current.Epoch >= view.Epoch;

    private void StartOver()
    {
        foreach (var stream in _streams)
            stream.End();
        _streams.Clear();
        Array.Clear(_filled);
    }

    private void StartStreams(NodeView view)
    {
        if (view.Self < 0 || view.IsLoading)
            return;
        var bySource = new Dictionary<int, bool[]>();
        for (var slot = 0; slot < HashSlot.Count; slot++)
        {
            if (!view.FillingSlots[slot] || _filled[slot] || _streams.Exists(stream => stream.Slots[slot]))
                continue;
            var source = view.Topology.Slots[slot].Primary;
            if (source == view.Self)
                continue;
            if (!bySource.TryGetValue(source, out var slots))
                bySource[source] = slots = new bool[HashSlot.Count];
            slots[slot] = true;
        }

        foreach (var (source, slots) in bySource)
        {
            var node = view.Topology.Document.Nodes[source];
            var stream = new FillStream(this, node, PeerAddress.Of(node), slots);
            _streams.Add(stream);
            stream.Start();
        }
    }

    private void PublishProgress()
    {
        var filling = _view!.FillingSlots.ToArray();
        for (var slot = 0; slot < filling.Length; slot++)
            filling[slot] &= !_filled[slot];
        Volatile.Write(ref _progress, new FillProgress(Epoch, SlotRanges.Of(filling), SlotRanges.Of(_filled))
        {
            Problems = [.. _streams.Select(stream => stream.Problem).OfType<string>()],
        });
    }
}
