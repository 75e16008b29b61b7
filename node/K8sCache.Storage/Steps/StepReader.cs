using System.Buffers.Binary;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Steps;

/// <summary>Reads what a <see cref="StepRecorder"/> wrote, trusting none of it.</summary>
internal ref struct StepReader(ReadOnlySpan<byte> changes)
{
    private readonly ReadOnlySpan<byte> _changes = changes;
    private int _offset;

    public readonly bool IsAtEnd => _offset == _changes.Length;

    /// <summary>The next change's kind; <see cref="StepKind.None"/> where there is none.</summary>
    public StepKind ReadKind() => _offset < _changes.Length ? (StepKind)_changes[_offset++] : StepKind.None;

    public bool TryReadText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Varint.TryRead(_changes, ref _offset, out var length) || length > (ulong)(_changes.Length - _offset))
            return false;
        text = _changes.Slice(_offset, (int)length);
        _offset += (int)length;
        return true;
    }

    /// <summary>An index, a count, an offset.</summary>
    public bool TryReadInteger(out int number)
    {
        number = 0;
        if (!Varint.TryRead(_changes, ref _offset, out var read) || read > int.MaxValue)
            return false;
        number = (int)read;
        return true;
    }

    /// <summary>Milliseconds since the Unix epoch; 0 = never.</summary>
    public bool TryReadTime(out long time)
    {
        time = 0;
        if (!Varint.TryRead(_changes, ref _offset, out var read) || read > long.MaxValue)
            return false;
        time = (long)read;
        return true;
    }

    public bool TryReadScore(out double score)
    {
        score = 0;
        if (_changes.Length - _offset < sizeof(double))
            return false;
        score = BinaryPrimitives.ReadDoubleLittleEndian(_changes[_offset..]);
        _offset += sizeof(double);
        return !double.IsNaN(score);
    }
}
