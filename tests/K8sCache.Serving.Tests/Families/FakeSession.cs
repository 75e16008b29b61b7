using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Families;
using K8sCache.Serving.Sessions;
using K8sCache.Serving.Tracking;
using K8sCache.Transport;

namespace K8sCache.Serving.Tests.Families;

/// <summary>A session whose state is all there is: what needs its connection is tested where there is one.</summary>
internal sealed class FakeSession : IServerSession
{
    public FakeSession() => Identity = new ClientIdentity(1, this, Fake.Time.Start, Fake.Time.GetTimestamp());

    public FakeServer Fake { get; } = new();

    public bool HasLeft { get; private set; }

    public bool LeavesOut { get; private set; }

    public bool LeavesOutNext { get; private set; }

    public IServer Server => Fake;

    public ClientIdentity Identity { get; }

    public ClientFacts Facts => ClientFacts.None;

    public bool IsPeer => false;

    public bool IsNotEvicted { get; set; }

    public bool IsNotTouching { get; set; }

    public TrackingState? Tracking { get; private set; }

    public int CopiesOfLastWrite => 2;

    public long Id => 1;

    public Connection Connection => throw new NotSupportedException();

    public string Name { get; set; } = "";

    public RespVersion Version { get; set; } = RespVersion.Resp2;

    public Password Password { get; init; } = Password.None;

    public bool IsAuthenticated { get; private set; }

    public bool IsCluster { get; init; }

    public void Authenticate() => IsAuthenticated = true;

    public void Track(TrackingOptions options) => Tracking = new TrackingState(options);

    public void EndTracking() => Tracking = null;

    public RespWriter WantReplies(RespWriter reply)
    {
        LeavesOut = false;
        return reply;
    }

    public void LeaveOutReplies(bool ofNextOnly)
    {
        LeavesOut |= !ofNextOnly;
        LeavesOutNext = ofNextOnly;
    }

    public void Reset() => (Name, Version, Tracking) = ("", RespVersion.Resp2, null);

    public void Leave() => HasLeft = true;

    public void KickLater(ClosingReason reason) => throw new NotSupportedException();

    /// <summary>The reply to a command of one of the families.</summary>
    public string Ask(string line) => Requests.Ask(
        line,
        (in RespRequest request, RespWriter reply) =>
        {
            Assert.Equal(CommandLookup.Found, CommandTable.Default.Resolve(request, out var command));
            ServerCommands.Find(command!.Id)!(this, request, reply);
        },
        Version);
}
