using System.Diagnostics;

namespace K8sCache.Resp.Transport;

/// <summary>
/// What a connection has received and its handler not consumed. Short, it is in a pooled array; a long request gathers
/// in a native buffer that grows in place, so it is in memory once while it arrives and not at all when it is done.
/// </summary>
internal sealed class KeptInput(BufferPool pool)
{
    private byte[] _array = [];
    private NativeBuffer? _native;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => All[..Length];

    private Span<byte> All => _native is null ? _array : _native.Bytes;

    /// <summary>Where to receive behind what is there: at least that many bytes.</summary>
    public Span<byte> Room(int bytesMin)
    {
        if (All.Length - Length < bytesMin)
            Resize((int)Math.Min(Array.MaxLength, Math.Max((long)Length + bytesMin, Length * 2L)));
        return All[Length..];
    }

    /// <summary>That many bytes were received into <see cref="Room"/>.</summary>
    public void Commit(int bytes) => Length += bytes;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Drops bytes from the front; the rest does not keep much more memory than it needs.</summary>
    public void Consume(int bytes)
    {
        Debug.Assert(bytes >= 0 && bytes <= Length);
        if (bytes == Length)
        {
            Release();
            return;
        }

        if (bytes == 0)
            return;
        Bytes[bytes..].CopyTo(All);
        Length -= bytes;
        if (Length < All.Length / 4)
            Resize(Length);
    }

    public void Release()
    {
        Length = 0;
        Drop(_array, _native);
        (_array, _native) = ([], null);
    }

    private void Resize(int bytes)
    {
        if (_native is not null && bytes > _native.Length)
        {
            pool.Grow(_native, bytes);
            return;
        }

        var kept = Bytes;
        var (array, native) = (_array, _native);
        if (bytes > BufferPool.LargestPooledBytes)
            (_array, _native) = ([], pool.MakeNative(bytes));
        else
            (_array, _native) = (pool.Rent(bytes), null);
        kept.CopyTo(All);
        Drop(array, native);
    }

    private void Drop(byte[] array, NativeBuffer? native)
    {
        if (array.Length > 0)
            pool.Return(array);
        native?.Free();
    }
}
