using K8sCache.Resp;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Tracking;

namespace K8sCache.Serving.Sessions;

/// <summary>One client's session as commands about connections see it; on its loop but for what says otherwise.</summary>
public interface IServerSession : IClientState
{
    IServer Server { get; }

    ClientIdentity Identity { get; }

    /// <summary>For CLIENT LIST, from any thread: a torn moment does no harm.</summary>
    ClientFacts Facts { get; }

    /// <summary>Whether another node is at the other end.</summary>
    bool IsPeer { get; }

    /// <summary>CLIENT NO-EVICT: said in CLIENT LIST and without effect, for no client is evicted.</summary>
    bool IsNotEvicted { get; set; }

    /// <summary>CLIENT NO-TOUCH: said in CLIENT LIST and without effect, for any read counts as a use.</summary>
    bool IsNotTouching { get; set; }

    /// <summary>How it is told of keys it may have cached; null while it is not.</summary>
    TrackingState? Tracking { get; }

    /// <summary>Other copies that have, or are waited for to have, its last write (WAIT).</summary>
    int CopiesOfLastWrite { get; }

    /// <summary>Tells the client of keys from now on, or in another way than until now.</summary>
    void Track(TrackingOptions options);

    void EndTracking();

    /// <summary>CLIENT REPLY ON.</summary>
    /// <param name="reply">Where the running command's reply would have gone.</param>
    /// <returns>Where it goes now.</returns>
    RespWriter WantReplies(RespWriter reply);

    /// <summary>CLIENT REPLY OFF, or SKIP: of the next command only.</summary>
    void LeaveOutReplies(bool ofNextOnly);

    /// <summary>Back to what a new connection is.</summary>
    void Reset();

    /// <summary>No further request is looked at; the connection closes once every reply left, the running command's too.</summary>
    void Leave();

    /// <summary>Closes the connection at once; from any thread.</summary>
    void KickLater(ClosingReason reason);
}
