namespace K8sCache.Client.Calls.Replies;

/// <summary>OK, or null where a condition was not met.</summary>
internal readonly struct StoredReply : IReply<bool>
{
    public bool Read(ReplyReader reply) => reply.TryBytes(out _);
}
