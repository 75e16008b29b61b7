using K8sCache.Commands;
using K8sCache.Node.Sessions;
using K8sCache.Resp;
using K8sCache.Serving.Tracking;

namespace K8sCache.Node.Commands;

/// <summary>CLIENT TRACKING, and what goes with it.</summary>
internal static class TrackingHandlers
{
    public static IReadOnlyDictionary<CommandId, CommandHandler> All { get; } = new Dictionary<CommandId, CommandHandler>
    {
        [CommandId.ClientTracking] = Track,
        [CommandId.ClientTrackingInfo] = (ClientSession session, in RespRequest request) =>
            TrackingReplies.Describe(session.Tracking, session.Reply),
        [CommandId.ClientCaching] = (ClientSession session, in RespRequest request) =>
            TrackingReplies.SetCaching(session.Tracking, request, session.Reply),
        [CommandId.ClientGetRedir] = (ClientSession session, in RespRequest request) =>
            TrackingReplies.Redirection(session.Tracking, session.Reply),
    };

    private static void Track(ClientSession session, in RespRequest request)
    {
        if (TrackingRequest.Parse(request, session.Tracking, id => ProblemWithRedirect(session, id), session.Reply) is not { } wanted)
            return;
        if (wanted.IsOn)
            session.Track(wanted.Over(session.Tracking?.Options));
        else
            session.EndTracking();
        session.Reply.WriteOk();
    }

    private static string? ProblemWithRedirect(ClientSession session, long id)
    {
        if (session.Node.Clients.Find(id) is not { } other)
            return "ERR The client ID you want redirect to does not exist";

        // Redis would send it a message of the channel __redis__:invalidate, if it had subscribed to that.
        return other.Version == RespVersion.Resp3
            ? null
            : "ERR The client you want redirect to must speak RESP3: there are no channels here";
    }
}
