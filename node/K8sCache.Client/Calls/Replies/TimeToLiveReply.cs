namespace K8sCache.Client.Calls.Replies;

/// <summary>Remaining lifetime; infinite where it has no end, null where there is no key.</summary>
internal readonly struct TimeToLiveReply : IReply<TimeSpan?>
{
    private const long Never = -1;

    public TimeSpan? Read(ReplyReader reply)
    {
        var milliseconds = reply.Integer();
        return milliseconds >= 0 ? TimeSpan.FromMilliseconds(milliseconds)
            : milliseconds == Never ? Timeout.InfiniteTimeSpan : null;
    }
}
