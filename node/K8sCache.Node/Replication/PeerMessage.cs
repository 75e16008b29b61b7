namespace K8sCache.Node.Replication;

/// <summary>
/// One thing a peer has to be told, until it says it has it. Only the key is kept: what is sent, and sent again after
/// a broken connection, is what the key has become by then. So messages of one key that were not sent yet are one.
/// </summary>
internal sealed class PeerMessage
{
    /// <summary>In place of a slot: a flush concerns many.</summary>
    public const int ManySlots = -1;

    private PeerMessage? _next;

    /// <summary>Empty for a flush.</summary>
    public byte[] Key { get; init; } = [];

    public int Slot { get; init; } = ManySlots;

    /// <summary>Up to which clock a flush goes, and of which slots.</summary>
    public ulong FlushClock { get; init; }

    public string FlushRanges { get; init; } = "";

    public bool IsFlush => Slot == ManySlots;

    /// <summary>Who waits for it; null when nobody does (any more).</summary>
    public PendingWrite? Waiter { get; set; }

    /// <summary>Timestamp after which the waiter is told that the copy did not answer.</summary>
    public long Deadline { get; init; }

    /// <summary>Not to be sent again: the peer no longer holds the slot.</summary>
    public bool IsObsolete { get; set; }

    /// <summary>The copy could do nothing with steps.</summary>
    public bool NeedsState { get; set; }

    /// <summary>What was sent last was steps.</summary>
    public bool WasSteps { get; set; }

    /// <summary>This one and those that joined it.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Answers for another one too, and for those that joined that, from now on. It must be sent later than they were.</summary>
    public void Join(PeerMessage other)
    {
        NeedsState |= other.NeedsState;
        Count += other.Count;
        var last = other;
        while (last._next is { } next)
            last = next;
        last._next = _next;
        _next = other;
    }

    /// <summary>Nobody waits for it, or for one that joined it.</summary>
    public bool IsForgotten
    {
        get
        {
            for (var message = this; message is not null; message = message._next)
            {
                if (message.Waiter is not null)
                    return false;
            }

            return true;
        }
    }

    public void Settle()
    {
        for (var message = this; message is not null; message = message._next)
        {
            var waiter = message.Waiter;
            message.Waiter = null;
            waiter?.Acknowledged();
        }
    }

    public void Fail(string error)
    {
        for (var message = this; message is not null; message = message._next)
            message.FailOne(error);
    }

    /// <summary>Calls for each whose waiter has waited too long.</summary>
    public void VisitLate(long now, Action<PeerMessage> tell)
    {
        for (var message = this; message is not null; message = message._next)
        {
            if (message.Waiter is not null && message.Deadline <= now)
                tell(message);
        }
    }

    /// <summary>Calls for this one and each that joined it.</summary>
    public void VisitAll(Action<PeerMessage> visit)
    {
        for (var message = this; message is not null; message = message._next)
            visit(message);
    }

    /// <summary>Those that joined it wait on.</summary>
    public void FailOne(string error)
    {
        var waiter = Waiter;
        Waiter = null;
        waiter?.Failed(error);
    }
}
