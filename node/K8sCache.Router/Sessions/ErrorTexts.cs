namespace K8sCache.Router.Sessions;

/// <summary>Errors only a router answers.</summary>
internal static class ErrorTexts
{
    public const string CursorTooLarge = "ERR a node's cursor is too large to be passed on";
    public const string JoinedTooLarge = "ERR the nodes' replies together are larger than client-output-buffer-limit";
    public const string UnexpectedReply = "ERR a node gave an unexpected reply to a part of the request";

    public static ReadOnlySpan<byte> SpansNodesInTransaction =>
        "ERR a command that asks every node cannot be part of a transaction through a router"u8;

    public static ReadOnlySpan<byte> TransactionTooLarge => "ERR the transaction is too large"u8;

    public static ReadOnlySpan<byte> WatchedSlotMoves => "TRYAGAIN the slot of the watched key is on the move"u8;

    public static ReadOnlySpan<byte> TooManyWatch => "ERR too many clients of this router watch keys"u8;
}
