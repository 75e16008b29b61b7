using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Sessions;
using K8sCache.Serving.Tracking;

namespace K8sCache.Router.Caching;

/// <summary>CLIENT TRACKING and what goes with it, in Redis's words; another client cannot be told instead (REDIRECT).</summary>
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

    public static void Execute(ClientSession session, CommandSpec command, in RespRequest request, RespWriter reply)
    {
        switch (command.Id)
        {
            case CommandId.ClientTracking:
                Track(session, request, reply);
                break;
            case CommandId.ClientCaching:
                TrackingReplies.SetCaching(session.Tracking, request, reply);
                break;
            case CommandId.ClientTrackingInfo:
                TrackingReplies.Describe(session.Tracking, reply);
                break;
            case CommandId.ClientGetRedir:
            default:
                TrackingReplies.Redirection(session.Tracking, reply);
                break;
        }
    }

    private static void Track(ClientSession session, in RespRequest request, RespWriter reply)
    {
        if (TrackingRequest.Parse(request, session.Tracking, static _ => ErrorTexts.NoRedirect, reply) is not { } wanted)
            return;
        if (!wanted.IsOn)
        {
            End(session);
        }
        else
        {
            session.Tracking = new TrackingState(wanted.Over(session.Tracking?.Options));
            session.Loop.Tracking.Add(session);
        }

        reply.WriteOk();
    }

    public static void End(ClientSession session)
    {
        if (session.Tracking is null)
            return;
        session.Tracking = null;
        session.Loop.Tracking.Remove(session);
    }
}
