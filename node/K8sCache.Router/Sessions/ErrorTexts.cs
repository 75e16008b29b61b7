namespace K8sCache.Router.Sessions;

/// <summary>Errors the router itself answers, in Redis's own words where Redis has the case.</summary>
internal static class ErrorTexts
{
    public const string AuthenticationRequired = "NOAUTH Authentication required.";
    public const string HelloAuthenticationRequired =
        "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time";
    public const string WrongPassword = "WRONGPASS invalid username-password pair or user is disabled.";
    public const string NoPasswordSet =
        "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?";
    public const string Syntax = "ERR syntax error";
    public const string NotAnInteger = "ERR value is not an integer or out of range";
    public const string DatabaseOutOfRange = "ERR DB index is out of range";
    public const string ProtocolNotAnInteger = "ERR Protocol version is not an integer or out of range";
    public const string UnsupportedProtocol = "NOPROTO unsupported protocol version";
    public const string InvalidClientName = "ERR Client names cannot contain spaces, newlines or special characters.";
    public const string InvalidCursor = "ERR invalid cursor";
    public const string CursorTooLarge = "ERR a node's cursor is too large to be passed on";
    public const string UnexpectedReply = "ERR a node gave an unexpected reply to a part of the request";
}
