namespace K8sCache.Storage.Memory;

/// <summary>
/// Pieces of native memory of a few fixed lengths, cut from blocks of huge pages: walking the page tables of small ones
/// costs more than everything else a read does. A piece that is returned gives its memory back to the system and keeps
/// its place. Small engines, where a huge page is much, map piece by piece.
/// </summary>
internal sealed unsafe class NativeArena(bool usesHugePages)
{
    /// <summary>A multiple of a huge page, and of every piece.</summary>
    private const long BlockBytes = 2 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<nint> _blocks = [];
    private readonly Dictionary<long, Stack<nint>> _free = [];
    private long _rentedBytes;
    private nint _prepared;
    private bool _isPreparing;

    /// <summary>Zeroed memory; lengths are powers of two up to a block's.</summary>
    public byte* Rent(long bytes)
    {
        if (!usesHugePages)
            return NativeBlocks.Map(bytes);
        lock (_gate)
        {
            if (!_free.TryGetValue(bytes, out var free))
                _free[bytes] = free = new Stack<nint>();
            if (free.Count == 0)
                Cut(bytes, free);
            _rentedBytes += bytes;
            return (byte*)free.Pop();
        }
    }

    public void Return(byte* piece, long bytes)
    {
        if (!usesHugePages)
        {
            NativeBlocks.Unmap(piece, bytes);
            return;
        }

        NativeBlocks.Discard(piece, bytes);
        lock (_gate)
        {
            _free[bytes].Push((nint)piece);
            _rentedBytes -= bytes;
            if (_rentedBytes == 0)
                UnmapAll();
        }
    }

    private void Cut(long bytes, Stack<nint> free)
    {
        var block = (byte*)_prepared;
        _prepared = 0;
        if (block == null)
            block = NativeBlocks.MapHuge(BlockBytes);
        _blocks.Add((nint)block);
        PrepareNext();
        for (var offset = BlockBytes - bytes; offset >= 0; offset -= bytes)
            free.Push((nint)(block + offset));
    }

    /// <summary>
    /// Has the next block zeroed behind the writers' backs: the system does so when a huge page is first touched, and
    /// takes a millisecond or more.
    /// </summary>
    private void PrepareNext()
    {
        if (_isPreparing || _prepared != 0)
            return;
        _isPreparing = true;
        ThreadPool.UnsafeQueueUserWorkItem(static arena => arena.Prepare(), this, preferLocal: false);
    }

    private void Prepare()
    {
        var block = NativeBlocks.MapHuge(BlockBytes);
        for (long offset = 0; offset < BlockBytes; offset += NativeBlocks.PageBytes)
            Volatile.Write(ref block[offset], 0);
        lock (_gate)
        {
            _isPreparing = false;
            _prepared = (nint)block;
            if (_rentedBytes == 0)
                UnmapAll();
        }
    }

    private void UnmapAll()
    {
        if (_prepared != 0)
            NativeBlocks.Unmap((byte*)_prepared, BlockBytes);
        _prepared = 0;
        foreach (var block in _blocks)
            NativeBlocks.Unmap((byte*)block, BlockBytes);
        _blocks.Clear();
        _free.Clear();
    }
}
