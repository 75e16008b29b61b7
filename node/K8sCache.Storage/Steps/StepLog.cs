namespace K8sCache.Storage.Steps;

/// <summary>The last steps of one value, as a <see cref="StepChain"/>; the oldest go when there are too many.</summary>
internal sealed class StepLog
{
    /// <summary>Most bytes remembered of one value.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int FirstBytes = 512;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>What the last step came to.</summary>
    public EntryVersion Last { get; private set; }

    public int HeldBytes => _bytes.Length;

    public ReadOnlySpan<byte> Chain => _bytes.AsSpan(_start.._end);

    /// <summary>Adds a step. One that does not start where the last one ended is of another value, or one before it was not told.</summary>
    public void Add(EntryVersion from, EntryVersion to, ReadOnlySpan<byte> changes)
    {
        if (Last != from)
            (_start, _end) = (0, 0);
        Last = to;
        var size = StepChain.SizeOf(changes.Length);
        MakeRoom(size);
        StepChain.Write(_bytes.AsSpan(_end), from, changes);
        _end += size;
    }

    public void Forget()
    {
        _bytes = [];
        (_start, _end) = (0, 0);
        Last = default;
    }

    private void MakeRoom(int size)
    {
        if (_end + size <= _bytes.Length)
            return;
        // At most half stays, so that moving it costs each step about its own length.
        while (_end - _start + size > MaxBytes / 2 && StepChain.TryRead(_bytes.AsSpan(0, _end), ref _start, out _, out _))
        {
            // Reading moves the start.
        }

        var kept = _end - _start;
        var target = _bytes;
        if (kept + size > _bytes.Length / 2)
            target = new byte[Math.Min(Math.Max(FirstBytes, Math.Max(_bytes.Length * 2, kept + size)), Math.Max(MaxBytes, kept + size))];
        _bytes.AsSpan(_start.._end).CopyTo(target);
        (_bytes, _start, _end) = (target, 0, kept);
    }
}
