using System.Buffers;

namespace K8sCache.Storage.HyperLogLogs;

/// <summary>A HyperLogLog while it is changed, in a rented buffer; sparse as long as that is small, dense from then on.</summary>
internal ref struct Sketch
{
    /// <summary>A sparse one longer than this becomes dense. Redis's default of hll-sparse-max-bytes.</summary>
    private const int SparseBytesMax = 3000;

    private byte[] _buffer;
    private int _length;

    public Sketch(ReadOnlySpan<byte> bytes)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(HyperLogLog.DenseBytes, bytes.Length + SparseRegisters.GrowthBytesMax));
        bytes.CopyTo(_buffer);
        _length = bytes.Length;
    }

    public readonly ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Something was found damaged; nothing of this is to be kept then.</summary>
    public bool IsDamaged { get; private set; }

    private readonly Span<byte> Registers => _buffer.AsSpan(HyperLogLog.HeaderBytes, _length - HyperLogLog.HeaderBytes);

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    public readonly void ForgetCount() => HyperLogLog.ForgetCount(_buffer);

    /// <summary>Raises a register; true when it was lower.</summary>
    public bool Raise(int index, int rank)
    {
        if (HyperLogLog.IsDense(Bytes))
            return RaiseDense(index, rank);
        if (rank > SparseRegisters.MaxRank)
            return MakeDense() && RaiseDense(index, rank);

        Span<byte> change = stackalloc byte[2 + SparseRegisters.GrowthBytesMax];
        var runs = Registers;
        if (!SparseRegisters.TryPlan(
            runs, index, rank, change, out var at, out var previous, out var oldSize, out var newSize))
        {
            IsDamaged = true;
            return false;
        }

        if (newSize == 0)
            return false;
        var growth = newSize - oldSize;
        if (growth > 0 && _length + growth > SparseBytesMax)
            return MakeDense() && RaiseDense(index, rank);

        var tail = runs[(at + oldSize)..];
        _length += growth;
        tail.CopyTo(Registers[(at + newSize)..]);
        change[..newSize].CopyTo(Registers[at..]);
        _length = HyperLogLog.HeaderBytes + SparseRegisters.Merge(Registers, previous);
        ForgetCount();
        return true;
    }

    /// <summary>False when it is damaged.</summary>
    public bool MakeDense()
    {
        if (HyperLogLog.IsDense(Bytes))
            return true;
        if (HyperLogLog.ToDense(Bytes) is not { } dense)
        {
            IsDamaged = true;
            return false;
        }

        dense.CopyTo(_buffer, 0);
        _length = dense.Length;
        return true;
    }

    private readonly bool RaiseDense(int index, int rank)
    {
        if (DenseRegisters.Get(Registers, index) >= rank)
            return false;
        DenseRegisters.Set(Registers, index, rank);
        return true;
    }
}
