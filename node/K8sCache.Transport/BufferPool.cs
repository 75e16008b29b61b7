using System.Diagnostics;
using System.Numerics;

namespace K8sCache.Transport;

/// <summary>
/// A loop's buffers, in powers of two; for its thread only. Last returned is first rented: it is still in the CPU's
/// cache. What is kept unused is bounded, so a burst's memory goes back to the collector.
/// </summary>
internal sealed class BufferPool : IDisposable
{
    public const int SmallestBytes = 512;

    /// <summary>Longer buffers are allocated and dropped: big values are rare and would pin down big memory.</summary>
    public const int LargestPooledBytes = 256 * 1024;
    private const int KeptBytesPerSizeMax = 2 * 1024 * 1024;

    private static readonly int SmallestLog2 = BitOperations.Log2(SmallestBytes);

    /// <summary>Native memory unused for so long goes back to the system.</summary>
    private static readonly TimeSpan KeptNativeFor = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop;

    /// <summary>
    /// Native memory is kept while it is in use again and again: the system zeroes each page it gives, which takes several times
    /// as long as receiving what then goes there.
    /// </summary>
    private readonly long _keptNativeBytesMax;
    private readonly Stack<byte[]>[] _free;
    private readonly List<NativeBuffer> _freeNative = [];
    private long _freeNativeBytes;
    private bool _isNativeUsed;
    private bool _isTrimming;
    private bool _isDisposed;

    public BufferPool(EventLoop loop)
    {
        _loop = loop;
        LongInputs = new LongInputs(loop);
        _keptNativeBytesMax = loop.Options.LongInputBytesMax;
        _free = new Stack<byte[]>[BitOperations.Log2(LargestPooledBytes) - SmallestLog2 + 1];
        for (var i = 0; i < _free.Length; i++)
            _free[i] = new Stack<byte[]>();
    }

    /// <summary>What bounds the long requests that are received into its buffers.</summary>
    public LongInputs LongInputs { get; }

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

    /// <summary>A native buffer of at least that many bytes, with whatever it last held; to be returned.</summary>
    /// <param name="bytes">What it must hold.</param>
    /// <param name="likely">What it will probably hold before it is returned.</param>
    /// <exception cref="InsufficientMemoryException">There is no memory for it.</exception>
    public NativeBuffer RentNative(int bytes, long likely)
    {
        CheckNative(bytes);
        _isNativeUsed = true;
        var best = BestFree(Math.Max(likely, bytes));
        if (best < 0)
            return new NativeBuffer(bytes);
        if (_freeNative[best].Length < bytes)
            GrowFree(best, bytes);
        return TakeFree(best);
    }

    public void ReturnNative(NativeBuffer buffer)
    {
        // Long ones are kept rather than short ones: they save more.
        while (!_isDisposed && _freeNativeBytes + buffer.Length > _keptNativeBytesMax && ShortestFree() is >= 0 and var shortest
            && _freeNative[shortest].Length < buffer.Length)
        {
            TakeFree(shortest).Free();
        }

        if (_isDisposed || _freeNativeBytes + buffer.Length > _keptNativeBytesMax)
        {
            buffer.Free();
            return;
        }

        _freeNative.Add(buffer);
        _freeNativeBytes += buffer.Length;
        TrimLater();
    }

    /// <summary>
    /// Makes a rented buffer longer, or moves what it holds to a free one that is long enough: that has its pages, and to copy what came so
    /// far costs less than as many new ones.
    /// </summary>
    /// <param name="buffer">Not to be used any more: what is returned takes its place.</param>
    /// <param name="held">Bytes in it that stay.</param>
    /// <param name="bytes">What it must hold.</param>
    /// <param name="likely">What it will probably hold before it is returned.</param>
    /// <exception cref="InsufficientMemoryException">There is no memory for it; the buffer is as it was.</exception>
    public NativeBuffer Grow(NativeBuffer buffer, int held, int bytes, long likely)
    {
        CheckNative(bytes);
        _isNativeUsed = true;
        var best = BestFree(Math.Max(likely, bytes));
        if (best < 0 || _freeNative[best].Length < bytes || held > bytes - held)
        {
            buffer.Grow(bytes);
            return buffer;
        }

        var longer = TakeFree(best);
        buffer.Bytes[..held].CopyTo(longer.Bytes);
        ReturnNative(buffer);
        return longer;
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

    public void Dispose()
    {
        _isDisposed = true;
        FreeNative();
    }

    /// <summary>Index of the free native buffer that suits best, of equals the one returned last; below 0 if there is none.</summary>
    private int BestFree(long wanted)
    {
        var best = -1;
        for (var i = _freeNative.Count - 1; i >= 0; i--)
        {
            if (best < 0 || IsBetter(_freeNative[i].Length, _freeNative[best].Length, wanted))
                best = i;
        }

        return best;
    }

    private int ShortestFree()
    {
        var shortest = _freeNative.Count - 1;
        for (var i = shortest - 1; i >= 0; i--)
        {
            if (_freeNative[i].Length < _freeNative[shortest].Length)
                shortest = i;
        }

        return shortest;
    }

    private NativeBuffer TakeFree(int index)
    {
        var buffer = _freeNative[index];
        _freeNative.RemoveAt(index);
        _freeNativeBytes -= buffer.Length;
        return buffer;
    }

    private void GrowFree(int index, int bytes)
    {
        var buffer = _freeNative[index];
        var before = buffer.Length;
        buffer.Grow(bytes);
        _freeNativeBytes += buffer.Length - before;
    }

    /// <summary>The shortest that is long enough, or else the longest.</summary>
    private static bool IsBetter(int length, int best, long wanted) =>
        length >= wanted ? best < wanted || length < best : best < wanted && length > best;

    private void TrimLater()
    {
        if (_isTrimming)
            return;
        _isTrimming = true;
        _isNativeUsed = false;
        _loop.Schedule(KeptNativeFor, static state => ((BufferPool)state!).Trim(), this);
    }

    private void Trim()
    {
        _isTrimming = false;
        if (!_isNativeUsed)
            FreeNative();
        else if (_freeNative.Count > 0)
            TrimLater();
    }

    private void FreeNative()
    {
        _freeNative.ForEach(static buffer => buffer.Free());
        _freeNative.Clear();
        _freeNativeBytes = 0;
    }

    private void CheckNative(int bytes)
    {
        if (bytes > NativeBytesMax)
            throw new InsufficientMemoryException($"No buffer of {bytes} bytes is given: the longest is {NativeBytesMax}.");
    }

    private static int RoundUp(int bytes) =>
        bytes >= 1 << 30 ? Array.MaxLength : (int)BitOperations.RoundUpToPowerOf2((uint)bytes);
}
