namespace K8sCache.Transport;

/// <summary>
/// The long requests that one loop's connections hold while they arrive, or have handed on. Together they are bounded: past
/// the bound only the one that began first is read on, so that it ends, and the others wait in the order they began. One that
/// others wait for and whose client sends nothing is closed after a while.
/// </summary>
internal sealed class LongInputs(EventLoop loop)
{
    /// <summary>Looked so often within the time a client may stall.</summary>
    private const int ChecksPerTimeout = 4;

    /// <summary>Of the room there is, each that waits is expected to take so much at least.</summary>
    private const long BytesEach = 256 * 1024;

    private readonly LinkedList<KeptInput> _inputs = new();
    private int _waiting;
    private bool _isChecking;

    /// <summary>The loop's time.</summary>
    public long Now => loop.Timestamp;

    /// <summary>Bytes held.</summary>
    public long Bytes { get; private set; }

    /// <summary>Connections not read from until there is room.</summary>
    public int WaitingCount => _waiting;

    /// <summary>Nobody waits, and whoever asks now is read on.</summary>
    public bool HasRoom => _waiting == 0 && Bytes < loop.Options.LongInputBytesMax;

    public void Add(long bytes) => Bytes += bytes;

    public void Remove(long bytes)
    {
        Bytes -= bytes;
        Wake();
    }

    /// <summary>Whether more may be received of it now; if not, its owner hears when it may.</summary>
    public bool MayGrow(KeptInput input)
    {
        if (input.Place.List is null)
            _inputs.AddLast(input.Place);
        var may = Bytes < loop.Options.LongInputBytesMax || input.Place == _inputs.First;
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
        Wake();
    }

    private void Wake()
    {
        if (_waiting == 0)
            return;
        var room = Bytes < loop.Options.LongInputBytesMax ? 1 + ((loop.Options.LongInputBytesMax - Bytes) / BytesEach) : 0;
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
        loop.Schedule(loop.Options.LongInputStallTimeout / ChecksPerTimeout, static state => ((LongInputs)state!).Check(), this);
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
        if (_waiting == 0 || loop.Time.GetElapsedTime(first.ReceivedAt, loop.Timestamp) < loop.Options.LongInputStallTimeout)
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
        _waiting--;
    }
}
