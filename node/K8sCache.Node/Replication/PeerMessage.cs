namespace K8sCache.Node.Replication;

/// <summary>
/// One thing a peer has to be told, until it says it has it. Only the key is kept: what is sent, and sent again after
/// a broken connection, is the key's state at that moment.
/// </summary>
internal sealed class PeerMessage
{
    /// <summary>In place of a slot: a flush concerns many.</summary>
    public const int ManySlots = -1;

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

    public void Settle()
    {
        var waiter = Waiter;
        Waiter = null;
        waiter?.Acknowledged();
    }

    public void Fail(string error)
    {
        var waiter = Waiter;
        Waiter = null;
        waiter?.Failed(error);
    }
}
