using System.Buffers;

namespace K8sCache.Router.Routing;

/// <summary>Bytes of one request or reply, in an array that is kept from use to use unless it grew large.</summary>
internal sealed class RetainedBuffer : IBufferWriter<byte>
{
    private const int RetainedBytesMax = 4096;
    private const int FirstBytes = 256;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

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
        if (_bytes.Length <= RetainedBytesMax)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Reserve(int more)
    {
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
