using System.Diagnostics;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Lists;

/// <summary>A stretch of a <see cref="LargeList"/>: an <see cref="ElementRun"/> with room before or behind it.</summary>
internal sealed class ListChunk
{
    /// <summary>Longest run, but for a single element that is longer.</summary>
    public const int MaxBytes = 8 * 1024;

    private const int FirstBytes = 512;
    private const int ObjectBytes = 40;

    private byte[] _buffer;
    private int _start;
    private int _end;

    public ListChunk() => _buffer = [];

    public ListChunk(ReadOnlySpan<byte> run, int count)
    {
        _buffer = run.ToArray();
        _end = run.Length;
        Count = count;
    }

    public int Count { get; private set; }

    public int Length => _end - _start;

    public Span<byte> Run => _buffer.AsSpan(_start, _end - _start);

    public long HeapBytes => ObjectBytes + HeapSize.Bytes(_buffer.Length);

    public bool Fits(int size) => Length == 0 || Length + size <= MaxBytes;

    public void PushFront(ReadOnlySpan<byte> element) => ElementRun.Write(Splice(0, 0, ElementRun.SizeOf(element.Length), 1), element);

    public void PushBack(ReadOnlySpan<byte> element) =>
        ElementRun.Write(Splice(Length, 0, ElementRun.SizeOf(element.Length), 1), element);

    public void RemoveFront(int count) => Splice(0, ElementRun.Skip(Run, count), 0, -count);

    public void RemoveBack(int count)
    {
        var offset = ElementRun.SkipBack(Run, count);
        Splice(offset, Length - offset, 0, -count);
    }

    /// <summary>Removes equal elements; see <see cref="ElementRun.Remove"/>.</summary>
    public void Remove(ReadOnlySpan<byte> unwanted, int skip, int count)
    {
        _end = _start + ElementRun.Remove(Run, unwanted, skip, count);
        Count -= count;
    }

    /// <summary>Moves all from an offset on to a chunk of its own.</summary>
    public ListChunk Split(int offset)
    {
        ElementRun.TryMeasure(Run[offset..], out var count);
        var tail = new ListChunk(Run[offset..], count);
        _end = _start + offset;
        Count -= count;
        return tail;
    }

    public void Append(ListChunk other) => other.Run.CopyTo(Splice(Length, 0, other.Length, other.Count));

    /// <summary>Replaces bytes, whole elements, by undefined ones to be filled in; the shorter side of the run moves.</summary>
    public Span<byte> Splice(int offset, int removeLength, int insertLength, int countChange)
    {
        Count += countChange;
        var growth = insertLength - removeLength;
        var tailLength = Length - offset - removeLength;
        var isFrontShorter = offset < tailLength;
        if (isFrontShorter ? growth > _start : growth > _buffer.Length - _end)
            MakeRoom(growth, atFront: isFrontShorter);
        if (isFrontShorter)
        {
            _buffer.AsSpan(_start, offset).CopyTo(_buffer.AsSpan(_start - growth));
            _start -= growth;
        }
        else
        {
            _buffer.AsSpan(_end - tailLength, tailLength).CopyTo(_buffer.AsSpan(_end - tailLength + growth));
            _end += growth;
        }

        return _buffer.AsSpan(_start + offset, insertLength);
    }

    /// <summary>Moves the run to the other end of the buffer, or into a longer one.</summary>
    private void MakeRoom(int growth, bool atFront)
    {
        var needed = Length + growth;
        var buffer = _buffer;
        if (needed > buffer.Length)
        {
            var length = Math.Max(needed, Math.Min(MaxBytes, Math.Max(FirstBytes, buffer.Length * 2)));
            buffer = GC.AllocateUninitializedArray<byte>(length);
        }

        Debug.Assert(buffer.Length >= needed);
        var run = Run;
        var start = atFront ? buffer.Length - run.Length : 0;
        run.CopyTo(buffer.AsSpan(start));
        (_buffer, _start, _end) = (buffer, start, start + run.Length);
    }
}
