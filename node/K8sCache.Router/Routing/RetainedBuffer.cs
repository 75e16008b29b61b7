using System.Buffers;
using System.Diagnostics;
using K8sCache.Transport;

namespace K8sCache.Router.Routing;

/// <summary>
/// Bytes of one request or reply, in an array that is kept from use to use unless it grew large; or, of a long request, where
/// they were received.
/// </summary>
internal sealed class RetainedBuffer : IBufferWriter<byte>
{
    private const int RetainedBytesMax = 4096;
    private const int FirstBytes = 256;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => Taken is { } taken ? taken.Bytes : _bytes.AsSpan(0, Length);

    /// <summary>All of it, if it was taken over as it was received.</summary>
    public LongBytes? Taken { get; private set; }

    /// <summary>Holds these bytes in place of any of its own, and lets go of them when it is cleared.</summary>
    public void Take(LongBytes bytes)
    {
        Debug.Assert(Length == 0, "nothing is added to what was taken over, nor is it to anything");
        Taken = bytes;
        Length = bytes.Bytes.Length;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Clear()
    {
        Length = 0;
        Taken?.Release();
        Taken = null;
        if (_bytes.Length <= RetainedBytesMax)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Reserve(int more)
    {
        Debug.Assert(Taken is null, "nothing is added to what was taken over");
        var needed = Length + Math.Max(more, 1);
        if (needed <= _bytes.Length)
            return;
        var wanted = Math.Max(needed, Math.Max(FirstBytes, _bytes.Length * 2));
        // Small arrays are owned for good, large ones borrowed.
        var larger = wanted <= RetainedBytesMax ? new byte[wanted] : ArrayPool<byte>.Shared.Rent(wanted);
        Span.CopyTo(larger);
        if (_bytes.Length > RetainedBytesMax)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
