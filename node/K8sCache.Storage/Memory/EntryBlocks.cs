using System.Runtime.InteropServices;

namespace K8sCache.Storage.Memory;

/// <summary>
/// Blocks for entries that are too long for a log. Long blocks are mapped, one by one, so that each takes exactly its pages and no
/// order of coming and going leaves gaps between them. Some that were freed are kept for the next: the system zeroes every page
/// it gives, which takes longer than writing a value there.
/// </summary>
internal sealed unsafe class EntryBlocks(long keptBytesMax)
{
    /// <summary>Shorter ones are left to the C library, which rounds less; but what long ones leave there is never given back.</summary>
    private static readonly long MappedFromBytes = 8L * NativeBlocks.PageBytes;

    /// <summary>What the C library adds to each.</summary>
    private const int HeaderBytes = 16;

    private readonly Lock _gate = new();
    private readonly List<(nint Start, long Bytes)> _kept = [];

    /// <summary>Long ones that are the C library's all the same: a process may have so many mappings and no more.</summary>
    private readonly HashSet<nint> _unmapped = [];
    private long _keptBytes;
    private bool _isClosed;

    /// <summary>What a block of this length really takes.</summary>
    public static long AllocatedBytes(long bytes) => bytes < MappedFromBytes
        ? (bytes + HeaderBytes + (HeaderBytes - 1)) & ~(HeaderBytes - 1L)
        : (bytes + (NativeBlocks.PageBytes - 1)) & ~(NativeBlocks.PageBytes - 1L);

    /// <summary>A block with whatever it last held.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for it.</exception>
    public byte* Allocate(long bytes)
    {
        if (bytes < MappedFromBytes)
            return (byte*)NativeMemory.Alloc((nuint)bytes);
        var wanted = AllocatedBytes(bytes);
        var (start, length) = TakeKept(wanted);
        if (length == 0)
            return Map(wanted);
        if (length < wanted)
            return Grow((byte*)start, length, wanted);
        if (length > wanted && OperatingSystem.IsLinux())
            Unmap((byte*)start + wanted, length - wanted);
        return (byte*)start;
    }

    /// <param name="block">From <see cref="Allocate"/>.</param>
    /// <param name="bytes">As asked for then.</param>
    public void Free(byte* block, long bytes)
    {
        if (bytes < MappedFromBytes)
        {
            NativeMemory.Free(block);
            return;
        }

        var length = AllocatedBytes(bytes);
        lock (_gate)
        {
            if (_unmapped.Count > 0 && _unmapped.Remove((nint)block))
            {
                NativeMemory.Free(block);
                return;
            }

            if (!_isClosed && _keptBytes + length <= keptBytesMax)
            {
                _kept.Add(((nint)block, length));
                _keptBytes += length;
                return;
            }
        }

        Unmap(block, length);
    }

    /// <summary>Gives what is kept back to the system.</summary>
    public void Trim()
    {
        lock (_gate)
        {
            foreach (var (start, bytes) in _kept)
                Unmap((byte*)start, bytes);
            _kept.Clear();
            _keptBytes = 0;
        }
    }

    /// <summary>From now on nothing is kept.</summary>
    public void Close()
    {
        lock (_gate)
            _isClosed = true;
        Trim();
    }

    /// <summary>The shortest that is long enough, or else the longest; none when the length is 0.</summary>
    private (nint Start, long Bytes) TakeKept(long wanted)
    {
        lock (_gate)
        {
            var best = -1;
            for (var i = 0; i < _kept.Count; i++)
            {
                var (bytes, bestBytes) = (_kept[i].Bytes, best < 0 ? 0 : _kept[best].Bytes);
                if (best < 0 || (bytes >= wanted ? bestBytes < wanted || bytes < bestBytes : bestBytes < wanted && bytes > bestBytes))
                    best = i;
            }

            if (best < 0)
                return default;
            var taken = _kept[best];
            _kept.RemoveAt(best);
            _keptBytes -= taken.Bytes;
            return taken;
        }
    }

    private byte* Map(long bytes)
    {
        try
        {
            return NativeBlocks.Map(bytes);
        }
        catch (InsufficientMemoryException)
        {
            var block = (byte*)NativeMemory.Alloc((nuint)bytes);
            lock (_gate)
                _unmapped.Add((nint)block);
            return block;
        }
    }

    private byte* Grow(byte* block, long bytes, long wanted)
    {
        try
        {
            return NativeBlocks.Grow(block, bytes, wanted);
        }
        catch (InsufficientMemoryException)
        {
            Unmap(block, bytes);
            return Map(wanted);
        }
    }

    /// <summary>Where the hole it would leave is one mapping too many, only the memory goes.</summary>
    private static void Unmap(byte* part, long bytes)
    {
        if (!NativeBlocks.TryUnmap(part, bytes))
            NativeBlocks.Discard(part, bytes);
    }
}
