using System.Diagnostics;

namespace K8sCache.Transport;

/// <summary>
/// What a connection has received and its handler not consumed. Short, it is in a pooled array; a long request gathers in a
/// native buffer that grows with what came, so it is in memory once while it arrives and can be handed on as it is.
/// </summary>
internal sealed class KeptInput
{
    /// <summary>Longer input is in native memory; the beginning of a long request, as it is received with others', not yet.</summary>
    public const int ArrayBytesMax = 64 * 1024;

    /// <summary>A native buffer's first length; memory is taken only where it is written to.</summary>
    private const int FirstNativeBytes = 256 * 1024;

    private readonly BufferPool _pool;
    private readonly IKeptInputOwner _owner;
    private byte[] _array = [];
    private NativeBuffer? _native;

    /// <summary>The part that was handed over; held here, too, until it is consumed.</summary>
    private LongBytes? _taken;

    /// <summary>Bytes of it that <see cref="LongInputs"/> counts.</summary>
    private int _counted;
    private int _countedMemory;

    public KeptInput(BufferPool pool, IKeptInputOwner owner)
    {
        _pool = pool;
        _owner = owner;
        Place = new LinkedListNode<KeptInput>(this);
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => All[..Length];

    /// <summary>Bytes that must come before the handler can do anything with what is there, as far as it knows.</summary>
    public long Expected { get; set; }

    /// <summary>Among the long inputs of its loop.</summary>
    public LinkedListNode<KeptInput> Place { get; }

    /// <summary>Not received into until there is room.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Timestamp of the loop when bytes came last, or when they could again.</summary>
    public long ReceivedAt { get; set; }

    public bool MayWait => _owner.IsPaused;

    private Span<byte> All => _native is null ? _array : _native.Bytes;

    public void TellRoom() => _owner.OnInputRoom();

    public void TellStalled() => _owner.OnInputStalled(new ConnectionLimitException(
        ConnectionLimit.Input, $"{Length} bytes of a request are held, nothing more comes, and others wait for their memory."));

    /// <summary>Where to receive behind what is there: at least so many bytes, and none behind what is expected.</summary>
    public Span<byte> Room(int bytesMin, int bytesMax)
    {
        var wanted = Expected > 0 ? (int)Math.Min(Expected, bytesMax) : bytesMin;
        if (All.Length - Length < wanted)
            Resize(Math.Max((long)Length + wanted, Expected > 0 ? Math.Min(Length * 2L, Length + Expected) : Length * 2L), Length + Expected);
        var room = All[Length..];
        return room[..(int)Math.Min(room.Length, Expected > 0 ? wanted : bytesMax)];
    }

    /// <summary>That many bytes were received into <see cref="Room"/>.</summary>
    public void Commit(int bytes)
    {
        Length += bytes;
        Expected = Math.Max(0, Expected - bytes);
        Count();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var total = (long)Length + bytes.Length;
        if (All.Length < total)
        {
            // At once to where the rest will be received, if that may come now.
            var rest = _pool.LongInputs.HasRoom(total + Expected) ? Math.Min(Expected, total) : 0;
            Resize(Math.Max(total + rest, Length * 2L), total + Expected);
        }

        bytes.CopyTo(All[Length..]);
        Length += bytes.Length;
        Count();
    }

    /// <summary>
    /// Hands a part over, as it is, if it is in native memory and most of it; null if not. To be consumed, like everything before it.
    /// </summary>
    public LongBytes? TryTake(ReadOnlySpan<byte> part)
    {
        if (_native is null || _taken is not null || part.Length < Length / 2 || !Bytes.Overlaps(part, out var offset))
            return null;
        _taken = new LongBytes(_pool, _native, offset, part.Length);
        _taken.Hold();
        return _taken;
    }

    /// <summary>Drops bytes from the front; the rest does not keep much more memory than it needs.</summary>
    public void Consume(int bytes)
    {
        Debug.Assert(bytes >= 0 && bytes <= Length);
        if (bytes == Length)
        {
            Release();
        }
        else if (_taken is not null)
        {
            LeaveTaken(bytes);
        }
        else if (bytes > 0)
        {
            Bytes[bytes..].CopyTo(All);
            Length -= bytes;
            if (Length < All.Length / 4 && (_native is null || Length <= ArrayBytesMax))
                Resize(Length, Length);
            Count();
        }
    }

    public void Release()
    {
        Length = 0;
        Expected = 0;
        Drop(_array, _taken is null ? _native : null);
        _taken?.Release();
        (_array, _native, _taken) = ([], null, null);
        Count();
        _pool.LongInputs.Leave(this);
    }

    /// <summary>What came behind the part that was handed over is received elsewhere from now on.</summary>
    private void LeaveTaken(int bytes)
    {
        var rest = Bytes[bytes..];
        var (taken, expected) = (_taken!, Expected);
        taken.Hold();
        Release();
        Expected = expected;
        Append(rest);
        taken.Release();
    }

    private void Count()
    {
        ReceivedAt = _pool.LongInputs.Now;
        var (counted, memory) = _native is null || _taken is not null ? (0, 0) : (Length, _native.Length);
        var (more, moreMemory) = (counted - _counted, memory - _countedMemory);
        (_counted, _countedMemory) = (counted, memory);
        if (more != 0 || moreMemory != 0)
            _pool.LongInputs.Change(more, moreMemory);
    }

    private void Resize(long bytesWanted, long likely)
    {
        Debug.Assert(_taken is null, "what was handed over stays where it is");
        var bytes = (int)Math.Min(Array.MaxLength, bytesWanted);
        if (_native is not null && bytes > _native.Length)
        {
            _native = _pool.Grow(_native, Length, bytes, likely);
            return;
        }

        var kept = Bytes;
        var (array, native) = (_array, _native);
        if (bytes > ArrayBytesMax)
            (_array, _native) = ([], _pool.RentNative(Math.Max(bytes, FirstNativeBytes), likely));
        else
            (_array, _native) = (_pool.Rent(bytes), null);
        kept.CopyTo(All);
        Drop(array, native);
    }

    private void Drop(byte[] array, NativeBuffer? native)
    {
        if (array.Length > 0)
            _pool.Return(array);
        if (native is not null)
            _pool.ReturnNative(native);
    }
}
