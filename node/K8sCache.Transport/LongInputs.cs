namespace K8sCache.Transport;

/// <summary>
/// The long requests that one loop's connections hold while they arrive, or have handed on. Together they are bounded: past
/// the bound only the one that began first is read on, so that it ends, and the others wait in the order they began. One that
/// others wait for and whose client sends nothing is closed after a while.
/// Where few at a time end as soon as many, they need no more than memory that stays in the CPU's caches: past that bound, too, only
/// the first is read on, unless none has ended for a while, as when clients are slow or a node hangs.
/// </summary>
internal sealed class LongInputs(EventLoop loop)
{
    /// <summary>Looked so often within the time a client may stall.</summary>
    private const int ChecksPerTimeout = 4;

    /// <summary>Of the room there is, each that waits is expected to take so much at least.</summary>
    private const long BytesEach = 256 * 1024;

    /// <summary>To receive the rest of so short a one costs less than to have it wait.</summary>
    private const long EndedAtOnceBytesMax = 256 * 1024;

    /// <summary>None ended for so long: it is not the CPU that they wait for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly LinkedList<KeptInput> _inputs = new();
    private int _waiting;

    /// <summary>The part of <see cref="MemoryBytes"/> that was handed on.</summary>
    private long _handedOnBytes;

    /// <summary>When one ended last, or the first came after there were none.</summary>
    private long _endedAt;
    private bool _isChecking;

    /// <summary>The loop's time.</summary>
    public long Now => loop.Timestamp;

    /// <summary>Bytes held.</summary>
    public long Bytes { get; private set; }

    /// <summary>Connections not read from until there is room.</summary>
    public int WaitingCount => _waiting;

    /// <summary>Of the buffers they are in, which may be longer than what they hold.</summary>
    public long MemoryBytes { get; private set; }

    /// <summary>What those that wait for each other would wait for does not come soon.</summary>
    private bool IsStuck => loop.Time.GetElapsedTime(_endedAt, Now) >= Patience;

    /// <summary>What is held while it arrives became more, or less.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="memoryBytes">The buffers it is in.</param>
    public void Change(long bytes, long memoryBytes)
    {
        Bytes += bytes;
        MemoryBytes += memoryBytes;
        if (bytes < 0 || memoryBytes < 0)
            Wake();
    }

    /// <summary>Somebody holds so much from now on, until it is taken back.</summary>
    public void HandOn(long bytes, long memoryBytes)
    {
        _handedOnBytes += memoryBytes;
        Change(bytes, memoryBytes);
    }

    public void TakeBack(long bytes, long memoryBytes)
    {
        _handedOnBytes -= memoryBytes;
        _endedAt = Now;
        Change(-bytes, -memoryBytes);
    }

    /// <summary>Nobody waits, and one of so many bytes in all would be read on.</summary>
    public bool HasRoom(long bytes) =>
        _waiting == 0 && Bytes < loop.Options.LongInputBytesMax && (MemoryBytes < loop.Options.WarmInputBytes || bytes <= EndedAtOnceBytesMax);

    /// <summary>Whether more may be received of it now; if not, its owner hears when it may.</summary>
    public bool MayGrow(KeptInput input)
    {
        if (input.Place.List is null)
        {
            if (_inputs.Count == 0)
                _endedAt = Now;
            _inputs.AddLast(input.Place);
        }

        var may = MayGrow(isFirst: input.Place == _inputs.First, isShort: input.Length + input.Expected <= EndedAtOnceBytesMax);
        if (!may && !input.IsWaiting)
        {
            input.IsWaiting = true;
            _waiting++;
            CheckSoon();
        }

        return may;
    }

    /// <summary>It is received in full, or its connection is gone.</summary>
    public void Leave(KeptInput input)
    {
        if (input.Place.List is null)
            return;
        EndWait(input);
        _inputs.Remove(input.Place);
        _endedAt = Now;
        Wake();
    }

    /// <summary>The first does not wait for others that are still to come, but for what is on its way it does, which ends without it.</summary>
    private bool MayGrow(bool isFirst, bool isShort)
    {
        var (most, warm) = (loop.Options.LongInputBytesMax, loop.Options.WarmInputBytes);
        return (Bytes < most || (isFirst && _handedOnBytes < most))
            && (isShort || MemoryBytes < warm || (isFirst && _handedOnBytes < warm) || IsStuck);
    }

    private void Wake()
    {
        if (_waiting == 0)
            return;
        var rest = loop.Options.LongInputBytesMax - Bytes;
        if (!IsStuck)
            rest = Math.Min(rest, loop.Options.WarmInputBytes - MemoryBytes);
        var room = rest > 0 ? 1 + (rest / BytesEach) : 0;
        for (var place = _inputs.First; place is not null && _waiting > 0 && (room > 0 || place == _inputs.First); place = place.Next)
        {
            if (!place.Value.IsWaiting)
                continue;
            EndWait(place.Value);
            place.Value.TellRoom();
            room--;
        }
    }

    private void CheckSoon()
    {
        if (_isChecking)
            return;
        _isChecking = true;
        var pause = loop.Options.LongInputStallTimeout / ChecksPerTimeout;
        if (pause > Patience && loop.Options.WarmInputBytes != long.MaxValue)
            pause = Patience;
        loop.Schedule(pause, static state => ((LongInputs)state!).Check(), this);
    }

    /// <summary>The first holds up all others: it goes on, or makes way.</summary>
    private void Check()
    {
        _isChecking = false;
        if (_waiting == 0 || _inputs.First is not { Value: var first })
            return;
        CheckSoon();

        // Some that were told of room may have been paused meanwhile.
        Wake();
        if (_waiting == 0 || first.IsWaiting || loop.Time.GetElapsedTime(first.ReceivedAt, loop.Timestamp) < loop.Options.LongInputStallTimeout)
            return;
        if (!first.MayWait)
        {
            first.TellStalled();
            return;
        }

        _inputs.RemoveFirst();
        _inputs.AddLast(first.Place);
        Wake();
    }

    private void EndWait(KeptInput input)
    {
        if (!input.IsWaiting)
            return;
        input.IsWaiting = false;
        input.ReceivedAt = Now;
        _waiting--;
    }
}
