using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Shards;

/// <summary>
/// Which segments of a log are being worked on, and how far: the one that is swept in each queue, the one that is walked for what
/// expired, the two that are being packed. So that none is worked on twice, and a segment that goes is forgotten by all.
/// </summary>
internal sealed class SegmentPlaces(EngineContext context, SegmentLog log)
{
    /// <summary>Entries looked at under one hold of the lock.</summary>
    public const int ItemsPerHold = 256;

    // Near the limit, more free segments than this are given back.
    private const int KeptFree = 3;

    // The segments being swept, by queue.
    private readonly int[] _hands = new int[2];

    // What comes next in each.
    private readonly VictimWindow[] _windows = [new(), new()];

    private long _walkedMaxExpiryMs;

    /// <summary>The segment being walked for what expired.</summary>
    public int Walked { get; private set; }

    public int WalkOffset { get; set; }

    /// <summary>The segment entries are packed into.</summary>
    public int PassTo { get; private set; }

    /// <summary>The segment they are taken from; itself while they slide to its start.</summary>
    public int PassFrom { get; private set; }

    public VictimWindow WindowOf(LogQueue queue) => _windows[(int)queue];

    public bool IsHand(int segment) => segment == _hands[0] || segment == _hands[1];

    /// <summary>The segment of a queue to be swept: its oldest, from when the last is done. None when it has none.</summary>
    public int HandOf(LogQueue queue)
    {
        ref var hand = ref _hands[(int)queue];
        if (hand != Segment.None)
            return hand;
        hand = log.OldestOf(queue);
        if (hand == Segment.None)
            return hand;
        if (IsInPass(hand))
            EndPass();
        ForgetWalk(hand);
        log.Close(hand);
        return hand;
    }

    public void BeginWalk(int segment)
    {
        if (IsInPass(segment))
            EndPass();
        Walked = segment;
        WalkOffset = log[segment].Start;
        _walkedMaxExpiryMs = log[segment].MaxExpiryMs;
        log[segment].MinExpiryMs = 0;
        log[segment].MaxExpiryMs = 0;
    }

    public void EndWalk() => Walked = Segment.None;

    public void BeginPass(int to, int from)
    {
        ForgetWalk(from);
        ForgetWalk(to);
        PassTo = to;
        PassFrom = from;
    }

    /// <summary>The source of a pass is empty: it goes on from another, or with none.</summary>
    public void EndSource() => PassFrom = PassTo;

    public void EndPass()
    {
        PassTo = Segment.None;
        PassFrom = Segment.None;
    }

    /// <summary>Frees a segment at once when its last entry went; the one being swept goes on.</summary>
    public void RetireIfEmpty(int segment)
    {
        if (log[segment].LiveBytes != 0 || IsHand(segment))
            return;
        if (!log[segment].IsOpen || !log.TryReset(segment))
            Retire(segment);
        else if (segment == Walked)
            EndWalk();
    }

    public void Retire(int segment)
    {
        if (IsHand(segment))
            _hands[(int)log[segment].Queue] = Segment.None;
        if (IsInPass(segment))
            EndPass();
        if (segment == Walked)
            EndWalk();
        log.Retire(segment);
        ForgetWindows();
        ReleaseSpare();
    }

    /// <summary>Gives free segments back past those worth keeping.</summary>
    public void ReleaseSpare()
    {
        var keep = context.Memory.Fits(context.ComfortBytes) ? 0 : KeptFree;
        if (log.FreeCount > keep)
            log.ReleaseFree(keep);
    }

    /// <summary>The log was emptied.</summary>
    public void Forget()
    {
        Array.Clear(_hands);
        ForgetWindows();
        EndWalk();
        EndPass();
    }

    private bool IsInPass(int segment) => segment == PassFrom || segment == PassTo;

    private void ForgetWindows()
    {
        foreach (var window in _windows)
            window.Clear();
    }

    /// <summary>A walk's place means nothing any more: the segment is to be walked again.</summary>
    private void ForgetWalk(int segment)
    {
        if (Walked != segment || segment == Segment.None)
            return;
        EndWalk();
        log[segment].MinExpiryMs = 1;
        log.NextWalkMs = 0;
        log[segment].MaxExpiryMs = Math.Max(_walkedMaxExpiryMs, log[segment].MaxExpiryMs);
    }
}
