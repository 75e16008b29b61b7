using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Sessions;
using K8sCache.Serving.Tracking;

namespace K8sCache.Router.Caching;

/// <summary>What CLIENT TRACKING brings with it: whose reads are remembered.</summary>
internal static class TrackingCommands
{
    /// <summary>Whether a command's reads are to be remembered for its client.</summary>
    public static bool Remembers(ClientSession session, CommandSpec command) =>
        session.Tracking is { RemembersNow: true } && session.Version == RespVersion.Resp3 && command.IsReadOnly && command.Keys.Any;

    /// <summary>Notes what a command reads or writes, before it is sent.</summary>
    public static void Note(ClientSession session, TrackingState tracking, CommandSpec command, in RespRequest request)
    {
        if (Remembers(session, command))
        {
            foreach (var index in command.Keys.In(request))
                session.Loop.Tracking.Remember(session, request[index]);
        }
        else if (tracking.SkipsOwn && command.IsWrite)
        {
            foreach (var index in command.Keys.In(request))
                session.Loop.Tracking.ForgetReader(session, request[index]);
        }
    }

    /// <summary>Tells the client of keys from now on, or in another way than until now.</summary>
    public static void Begin(ClientSession session, TrackingOptions options)
    {
        session.Tracking = new TrackingState(options);
        session.Loop.Tracking.Add(session);
    }

    public static void End(ClientSession session)
    {
        if (session.Tracking is null)
            return;
        session.Tracking = null;
        session.Loop.Tracking.Remove(session);
    }
}
