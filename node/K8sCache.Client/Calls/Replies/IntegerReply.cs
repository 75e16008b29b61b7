namespace K8sCache.Client.Calls.Replies;

/// <summary>A number.</summary>
internal readonly struct IntegerReply : IReply<long>
{
    public long Read(ReplyReader reply) => reply.Integer();
}
