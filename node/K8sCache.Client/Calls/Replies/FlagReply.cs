namespace K8sCache.Client.Calls.Replies;

/// <summary>A count of one key or field: whether it was there, or was changed.</summary>
internal readonly struct FlagReply : IReply<bool>
{
    public bool Read(ReplyReader reply) => reply.Integer() > 0;
}
