namespace K8sCache.Router.Sessions;

/// <summary>Errors only a router answers.</summary>
internal static class ErrorTexts
{
    public const string CursorTooLarge = "ERR a node's cursor is too large to be passed on";
    public const string UnexpectedReply = "ERR a node gave an unexpected reply to a part of the request";
}
