using System.Diagnostics;
using System.Numerics;

namespace K8sCache.Resp.Transport;

/// <summary>
/// A loop's buffers, in powers of two; for its thread only. Last returned is first rented: it is still in the CPU's
/// cache. What is kept unused is bounded, so a burst's memory goes back to the collector.
/// </summary>
internal sealed class BufferPool
{
    public const int SmallestBytes = 512;

    /// <summary>Longer buffers are allocated and dropped: big values are rare and would pin down big memory.</summary>
    public const int LargestPooledBytes = 256 * 1024;
    private const int KeptBytesPerSizeMax = 1024 * 1024;

    private static readonly int SmallestLog2 = BitOperations.Log2(SmallestBytes);

    private readonly Stack<byte[]>[] _free;

    public BufferPool()
    {
        _free = new Stack<byte[]>[BitOperations.Log2(LargestPooledBytes) - SmallestLog2 + 1];
        for (var i = 0; i < _free.Length; i++)
            _free[i] = new Stack<byte[]>();
    }

    /// <summary>A buffer of at least that many bytes, with whatever it last held.</summary>
    public byte[] Rent(int bytesMin)
    {
        if (bytesMin > LargestPooledBytes)
            return GC.AllocateUninitializedArray<byte>(RoundUp(bytesMin));
        var bytes = RoundUp(Math.Max(bytesMin, SmallestBytes));
        return _free[BitOperations.Log2((uint)bytes) - SmallestLog2].TryPop(out var buffer)
            ? buffer
            : GC.AllocateUninitializedArray<byte>(bytes);
    }

    /// <summary>Longest native buffer; a longer one is refused as if the system had no memory for it.</summary>
    public int NativeBytesMax { get; set; } = int.MaxValue;

    /// <summary>A buffer that is the caller's to free.</summary>
    /// <exception cref="InsufficientMemoryException">There is no memory for it.</exception>
    public NativeBuffer MakeNative(int bytes)
    {
        CheckNative(bytes);
        return new NativeBuffer(bytes);
    }

    /// <exception cref="InsufficientMemoryException">There is no memory for it; the buffer is as it was.</exception>
    public void Grow(NativeBuffer buffer, int bytes)
    {
        CheckNative(bytes);
        buffer.Grow(bytes);
    }

    public void Return(byte[] buffer)
    {
        Debug.Assert(buffer.Length >= SmallestBytes);
        if (buffer.Length > LargestPooledBytes)
            return;
        var free = _free[BitOperations.Log2((uint)buffer.Length) - SmallestLog2];
        if ((free.Count + 1) * buffer.Length <= KeptBytesPerSizeMax)
            free.Push(buffer);
    }

    private void CheckNative(int bytes)
    {
        if (bytes > NativeBytesMax)
            throw new InsufficientMemoryException($"No buffer of {bytes} bytes is given: the longest is {NativeBytesMax}.");
    }

    private static int RoundUp(int bytes) =>
        bytes >= 1 << 30 ? Array.MaxLength : (int)BitOperations.RoundUpToPowerOf2((uint)bytes);
}
