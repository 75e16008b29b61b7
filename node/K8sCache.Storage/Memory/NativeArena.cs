using System.Runtime.InteropServices;

namespace K8sCache.Storage.Memory;

/// <summary>
/// Pieces of native memory of a few fixed lengths, cut from blocks of huge pages: walking the page tables of small ones
/// costs more than everything else a read does. A piece that is returned gives its memory back to the system and keeps
/// its place. Small engines, where a huge page is much, map piece by piece; but where the system's own pages are longer
/// than a piece, pieces share one, and it is given back when none of them is rented.
/// </summary>
/// <remarks>
/// All is under the lock but the zeroing of the next block, which nobody else knows yet: the lock publishes it. Blocks of
/// huge pages stay mapped until the arena is closed, so that who looks ahead without a lock reads zeros or what is not meant
/// for it, and never nothing.
/// </remarks>
internal sealed unsafe class NativeArena(bool usesHugePages, int pageBytes)
{
    /// <summary>A multiple of a huge page, and of every piece.</summary>
    private const long HugeBlockBytes = 2 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<nint> _blocks = [];
    private readonly Stack<nint> _blank = new();
    private readonly Dictionary<long, Stack<nint>> _free = [];

    /// <summary>How many rented pieces shorter than a page of the system are in each.</summary>
    private readonly Dictionary<nint, int> _sharers = [];
    private long _rentedBytes;
    private nint _prepared;
    private bool _isPreparing;
    private bool _isClosed;

    /// <summary>The system's pages: nothing less can be given back to it.</summary>
    public int PageBytes => pageBytes;

    /// <summary>Whether what was rented once can be read at any time, until the arena is closed.</summary>
    public bool StaysMapped => usesHugePages;

    private long BlockBytes => usesHugePages ? HugeBlockBytes : pageBytes;

    /// <summary>Zeroed memory; lengths are powers of two up to a block's.</summary>
    public byte* Rent(long bytes)
    {
        if (IsMappedAlone(bytes))
            return NativeBlocks.Map(bytes);
        lock (_gate)
        {
            if (!_free.TryGetValue(bytes, out var free))
                _free[bytes] = free = new Stack<nint>();
            if (free.Count == 0)
                Cut(bytes, free);
            _rentedBytes += bytes;
            var piece = free.Pop();
            if (bytes < pageBytes)
                CollectionsMarshal.GetValueRefOrAddDefault(_sharers, PageOf(piece), out _)++;
            return (byte*)piece;
        }
    }

    public void Return(byte* piece, long bytes)
    {
        if (IsMappedAlone(bytes))
        {
            NativeBlocks.Unmap(piece, bytes);
            return;
        }

        if (bytes >= pageBytes)
            NativeBlocks.Discard(piece, bytes);
        lock (_gate)
        {
            if (bytes < pageBytes)
                LeavePage(piece, bytes);
            _free[bytes].Push((nint)piece);
            _rentedBytes -= bytes;
            StartOverWhenEmpty();
        }
    }

    /// <summary>From now on blocks are given back to the system as soon as nothing is rented.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            StartOverWhenEmpty();
        }
    }

    private bool IsMappedAlone(long bytes) => !usesHugePages && bytes >= pageBytes;

    private nint PageOf(nint piece) => piece & ~((nint)pageBytes - 1);

    private void LeavePage(byte* piece, long bytes)
    {
        var page = PageOf((nint)piece);
        if (--CollectionsMarshal.GetValueRefOrNullRef(_sharers, page) > 0)
        {
            NativeMemory.Clear(piece, (nuint)bytes);
            return;
        }

        _sharers.Remove(page);
        NativeBlocks.Discard((byte*)page, pageBytes);
    }

    private void Cut(long bytes, Stack<nint> free)
    {
        var block = (byte*)_prepared;
        _prepared = 0;
        if (block == null)
            block = _blank.TryPop(out var blank) ? (byte*)blank : MapBlock();
        _blocks.Add((nint)block);
        PrepareNext();
        for (var offset = BlockBytes - bytes; offset >= 0; offset -= bytes)
            free.Push((nint)(block + offset));
    }

    private byte* MapBlock() => usesHugePages ? NativeBlocks.MapHuge(BlockBytes) : NativeBlocks.MapAligned(BlockBytes);

    /// <summary>
    /// Has the next block zeroed behind the writers' backs: the system does so when a huge page is first touched, and
    /// takes a millisecond or more.
    /// </summary>
    private void PrepareNext()
    {
        if (!usesHugePages || _isPreparing || _prepared != 0)
            return;
        _isPreparing = true;
        ThreadPool.UnsafeQueueUserWorkItem(static arena => arena.Prepare(), this, preferLocal: false);
    }

    private void Prepare()
    {
        if (!TryGetBlank(out var block))
            return;
        for (long offset = 0; offset < BlockBytes; offset += pageBytes)
            Volatile.Write(ref block[offset], 0);
        lock (_gate)
        {
            _isPreparing = false;
            _prepared = (nint)block;
            StartOverWhenEmpty();
        }
    }

    /// <summary>False when the system has no more memory: whoever writes next asks again, and is told.</summary>
    private bool TryGetBlank(out byte* block)
    {
        lock (_gate)
        {
            block = _blank.TryPop(out var blank) ? (byte*)blank : null;
            if (block != null)
                return true;
            try
            {
                block = MapBlock();
                return true;
            }
            catch (InsufficientMemoryException)
            {
                _isPreparing = false;
                return false;
            }
        }
    }

    private void StartOverWhenEmpty()
    {
        if (_rentedBytes != 0)
            return;
        if (_prepared != 0)
            _blocks.Add(_prepared);
        _prepared = 0;
        _free.Clear();
        foreach (var block in _blocks)
        {
            // In one piece again, or the next entries would lie in small pages.
            NativeBlocks.Renew((byte*)block, BlockBytes);
            _blank.Push(block);
        }

        _blocks.Clear();
        while (_isClosed && _blank.TryPop(out var blank))
            NativeBlocks.Unmap((byte*)blank, BlockBytes);
    }
}
