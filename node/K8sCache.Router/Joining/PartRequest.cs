using K8sCache.Router.Routing;

namespace K8sCache.Router.Joining;

/// <summary>Makes the parts of a request.</summary>
internal static class PartRequest
{
    public static PendingRequest Of(RouterLoop loop, PendingRequest whole, JoinedReply join, int index)
    {
        var part = loop.Pool.Rent();
        part.Join = join;
        part.Part = index;
        part.Command = whole.Command;
        part.IsWrite = whole.IsWrite;
        part.NeedsPrimary = whole.NeedsPrimary;
        part.Version = whole.Version;
        part.Lane = whole.Lane;
        part.Deadline = whole.Deadline;
        part.FollowsWrites = whole.FollowsWrites;
        return part;
    }
}
