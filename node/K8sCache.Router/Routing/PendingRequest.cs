using System.Diagnostics;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Joining;
using K8sCache.Router.Sessions;

namespace K8sCache.Router.Routing;

/// <summary>
/// One request on its way: a client's, or a part of one. Pooled by its loop. Several may hold it at once (its client's
/// order of replies, a node's queue, the waiting list, a join); it goes back to the pool when the last lets go.
/// </summary>
internal sealed class PendingRequest
{
    /// <summary>The request's bytes, kept until its reply: it may have to be sent again elsewhere.</summary>
    public RetainedBuffer Wire { get; } = new();

    /// <summary>The reply, while earlier requests of the client are unanswered.</summary>
    public RetainedBuffer Reply { get; } = new();

    /// <summary>Who gets the reply; null for a part, and once the client is gone.</summary>
    public ClientSession? Session { get; set; }

    /// <summary>The join this is a part of.</summary>
    public JoinedReply? Join { get; set; }

    /// <summary>Index among the parts of <see cref="Join"/>.</summary>
    public int Part { get; set; }

    /// <summary>The next in the client's order of replies, or in the pool.</summary>
    public PendingRequest? Next { get; set; }

    public CommandSpec? Command { get; set; }

    public RespVersion Version { get; set; }

    public Lane Lane { get; set; }

    /// <summary>Slot of the key, or of the first of several.</summary>
    public int Slot { get; set; }

    /// <summary>Keys of several slots: sent to a node that serves all of them, and split by slot if that fails.</summary>
    public bool IsMultiSlot { get; set; }

    /// <summary>Of a read that any copy may answer, bits of its keys' slots; 0 of any other.</summary>
    public ulong ReadSlots { get; set; }

    /// <summary>Must see the client's earlier writes, so it follows them to the primary.</summary>
    public bool FollowsWrites { get; set; }

    /// <summary>Only the primary's answer will do: the client watches keys, and may act on what it reads.</summary>
    public bool NeedsPrimary { get; set; }

    /// <summary>Not on a shared connection: one is taken for its client when its node is chosen.</summary>
    public bool NeedsOwnConnection { get; set; }

    /// <summary>The client's own connection that it takes; null for the shared ones.</summary>
    public Upstream? Connection { get; set; }

    /// <summary>The connection that its large reply has to itself.</summary>
    public Upstream? Apart { get; set; }

    /// <summary>To be asked for apart when its turn has come.</summary>
    public bool IsParted { get; set; }

    /// <summary>Not null for a transaction, which is answered by several replies.</summary>
    public Burst? Burst { get; set; }

    /// <summary>Where to send it whatever the scheduler says: chosen by a split, or told by MOVED.</summary>
    public NodeLink? Target { get; set; }

    /// <summary>May go nowhere but to <see cref="Target"/>.</summary>
    public bool IsPinned { get; set; }

    /// <summary>Where it was sent last.</summary>
    public NodeLink? Node { get; set; }

    /// <summary>Timestamps of the loop's clock.</summary>
    public long ReceivedAt { get; set; }

    public long SentAt { get; set; }

    public long Deadline { get; set; }

    /// <summary>Until when it may wait for somebody to serve it; 0 before it first waited.</summary>
    public long WaitsUntil { get; set; }

    /// <summary>Times its connection broke before the reply.</summary>
    public int Breaks { get; set; }

    /// <summary>Times a node sent it elsewhere since it last waited: named another, or could not serve.</summary>
    public int Redirects { get; set; }

    /// <summary>A reply was given, perhaps an error at the deadline; what the node says later goes nowhere.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>The same request sent to another copy, while this one and it are unanswered.</summary>
    public PendingRequest? Twin { get; set; }

    /// <summary>What this is the twin of; null also for a twin that came too late.</summary>
    public PendingRequest? Original { get; set; }

    /// <summary>A second sending of another request; its reply is that one's, or goes nowhere.</summary>
    public bool IsTwin { get; set; }

    /// <summary>Its time to be hedged has come, whether there was budget or not.</summary>
    public bool IsHedged { get; set; }

    /// <summary>Part of its reply has gone to its client, so it can be answered no other way.</summary>
    public bool IsStreaming { get; set; }

    /// <summary>Whether its reply may go to its client piece by piece, or nowhere if nobody wants it any more.</summary>
    public bool IsStreamable => Join is null && Burst is null && Twin is null && !(IsTwin || IsSplit);

    /// <summary>What its end tells of its node has been counted.</summary>
    public bool IsLearned { get; set; }

    /// <summary>Its key is among the few with a large share of the reads.</summary>
    public bool IsHot { get; set; }

    /// <summary>A read that any copy may answer.</summary>
    public bool IsMovable => !(IsWrite || FollowsWrites || NeedsPrimary || IsPinned || IsTwin || IsAnswered || IsStreaming) && Command is not null;

    /// <summary>The client does not want the reply.</summary>
    public bool IsMuted { get; set; }

    public bool InOrder { get; set; }

    public bool InQueue { get; set; }

    public bool IsWaiting { get; set; }

    public bool IsSplit { get; set; }

    /// <summary>To the primary, and never sent twice once it may have been received.</summary>
    public bool IsWrite { get; set; }

    /// <summary>Nobody awaits the reply any more.</summary>
    public bool IsOrphan => Session is null && Join is null;

    public bool IsHeld => InOrder || InQueue || IsWaiting || IsSplit || Twin is not null;

    public void Reset()
    {
        Debug.Assert(!IsHeld);
        Wire.Clear();
        Reply.Clear();
        Session = null;
        Join = null;
        Next = null;
        Command = null;
        Target = null;
        Node = null;
        Connection = Apart = null;
        Original = null;
        Burst = null;
        WaitsUntil = 0;
        ReadSlots = 0;
        Part = Breaks = Redirects = 0;
        IsWrite = IsMultiSlot = FollowsWrites = NeedsPrimary = NeedsOwnConnection = IsMuted = IsParted = IsTwin = IsHedged = IsLearned = IsStreaming = IsHot = IsPinned = IsAnswered = false;
    }
}
