using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Serving.Sessions;
using K8sCache.Serving.Tracking;

namespace K8sCache.Serving.Families;

/// <summary>CLIENT TRACKING, and what goes with it.</summary>
internal static class TrackingFamily
{
    public static IReadOnlyDictionary<CommandId, ServerCommand> All { get; } = new Dictionary<CommandId, ServerCommand>
    {
        [CommandId.ClientTracking] = Track,
        [CommandId.ClientTrackingInfo] = (session, in _, reply) => TrackingReplies.Describe(session.Tracking, reply),
        [CommandId.ClientCaching] = (session, in request, reply) => TrackingReplies.SetCaching(session.Tracking, request, reply),
        [CommandId.ClientGetRedir] = (session, in _, reply) => TrackingReplies.Redirection(session.Tracking, reply),
    };

    private static void Track(IServerSession session, in RespRequest request, RespWriter reply)
    {
        if (TrackingRequest.Parse(request, session.Tracking, session.Server.ProblemWithRedirect, reply) is not { } wanted)
            return;
        if (wanted.IsOn)
            session.Track(wanted.Over(session.Tracking?.Options));
        else
            session.EndTracking();
        reply.WriteOk();
    }
}
