namespace K8sCache.Resp;

/// <summary>
/// What a peer may claim or send before it is refused. Memory is never allocated by a claim, only by what arrived; these
/// bound what may arrive. Defaults are Redis's.
/// </summary>
public sealed record RespLimits
{
    public static RespLimits Default { get; } = new();

    /// <summary>For clients that have not authenticated yet (Redis: 10 arguments of at most 16 KiB).</summary>
    public static RespLimits Unauthenticated { get; } = new() { ArgumentCountMax = 10, BulkBytesMax = 16 * 1024, IsUnauthenticated = true };

    /// <summary>Bytes of one argument or reply string (Redis: proto-max-bulk-len).</summary>
    public long BulkBytesMax { get; init; } = 512L << 20;

    /// <summary>Arguments of one request, its name included.</summary>
    public int ArgumentCountMax { get; init; } = 1024 * 1024;

    /// <summary>Bytes of an inline request, and of any header line.</summary>
    public int InlineBytesMax { get; init; } = 64 * 1024;

    /// <summary>Elements of one aggregate in a reply.</summary>
    public long ReplyElementsMax { get; init; } = int.MaxValue;

    /// <summary>Aggregates within aggregates, where a reply is materialised.</summary>
    public int NestingMax { get; init; } = 32;

    /// <summary>Whether refusals say that the client is unauthenticated.</summary>
    public bool IsUnauthenticated { get; init; }
}
