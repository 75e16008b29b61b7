using K8sCache.Node.Sessions;

namespace K8sCache.Node.Replication;

/// <summary>One command whose reply waits until every copy has what it wrote.</summary>
internal sealed class PendingWrite(ClientSession session)
{
    private int _waitingFor;

    /// <summary>Where the reply stands in the session's held bytes.</summary>
    public long ReplyStart { get; set; }

    public long ReplyEnd { get; set; }

    /// <summary>Whether the client wants no reply, and so no error either.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether it can be answered.</summary>
    public bool IsSettled => _waitingFor == 0;

    /// <summary>The error to answer with instead of the reply; null when all is well.</summary>
    public string? Error { get; private set; }

    /// <summary>Copies it waits for, or waited for, but for those that failed.</summary>
    public int Copies { get; private set; }

    public void WaitForOneMore()
    {
        _waitingFor++;
        Copies++;
    }

    public void Acknowledged()
    {
        if (--_waitingFor == 0)
            session.OnSettled();
    }

    /// <summary>One copy will not acknowledge; the first error is the one told.</summary>
    public void Failed(string error)
    {
        Error ??= error;
        Copies--;
        Acknowledged();
    }
}
