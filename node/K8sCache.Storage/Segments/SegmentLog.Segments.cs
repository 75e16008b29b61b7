using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Segments;

/// <summary>Segments: taken, closed, retired, given back.</summary>
internal sealed unsafe partial class SegmentLog
{
    /// <inheritdoc cref="SegmentStore.NumberLimit"/>
    public int NumberLimit => _store.NumberLimit;

    /// <inheritdoc cref="SegmentStore.ReleasedTotal"/>
    public long ReleasedSegments => _store.ReleasedTotal;

    /// <inheritdoc cref="SegmentStore.FreeBytes"/>
    public long FreeBytes => _store.FreeBytes;

    public bool IsInUse(int number) => _store.Segments[number].Sequence != 0;

    /// <inheritdoc cref="SegmentStore.TryAddFree"/>
    public bool TryAddFree() => _store.TryAddFree();

    /// <inheritdoc cref="SegmentStore.ReleaseFree"/>
    public long ReleaseFree(int keep) => _store.ReleaseFree(keep);

    /// <inheritdoc cref="SegmentStore.Close"/>
    public void Close(int number) => _store.Close(number);

    /// <inheritdoc cref="SegmentStore.Retire"/>
    public void Retire(int number)
    {
        ref var segment = ref _store.Segments[number];
        DeadBytes -= segment.End - segment.Start;
        _store.Retire(number);
    }

    /// <inheritdoc cref="SegmentStore.TryReset"/>
    public bool TryReset(int number)
    {
        var deadBytes = _store.Segments[number].End - _store.Segments[number].Start;
        if (!_store.TryReset(number))
            return false;
        DeadBytes -= deadBytes;
        return true;
    }

    /// <summary>Frees every block and gives every segment back.</summary>
    public void Clear()
    {
        for (var number = 1; number < _store.NumberLimit; number++)
        {
            if (_store.Segments[number].Base != 0)
                FreeBlocks(_store.Segments[number]);
        }

        _store.Clear();
        Array.Clear(_weights);
        _lastWritten = Segment.None;
        DeadBytes = 0;
    }

    /// <inheritdoc cref="SegmentStore.RecountedBytes"/>
    public long RecountedBytes() => _store.RecountedBytes();

    private void FreeBlocks(in Segment segment)
    {
        for (var offset = segment.Start; offset < segment.End;)
        {
            var item = new Item((byte*)segment.Base + offset);
            if (!item.IsFiller && item is { IsDead: false, IsStub: true })
            {
                _memory.Charge(-EntryBlocks.AllocatedBytes(item.BlockBytes));
                _memory.Blocks.Free(item.Block, item.BlockBytes);
            }

            offset += item.Length;
        }
    }
}
