namespace K8sCache.Resp;

/// <summary>Redis' own words for what can be wrong with a request, where it is the same whatever serves it.</summary>
public static class RedisErrors
{
    public static ReadOnlySpan<byte> Syntax => "ERR syntax error"u8;

    public static ReadOnlySpan<byte> NotAnInteger => "ERR value is not an integer or out of range"u8;

    public static ReadOnlySpan<byte> OutOfIntRange =>
        "ERR value is out of range, value must between -2147483648 and 2147483647"u8;

    public static ReadOnlySpan<byte> InvalidCursor => "ERR invalid cursor"u8;

    public static ReadOnlySpan<byte> AuthenticationRequired => "NOAUTH Authentication required."u8;

    public static ReadOnlySpan<byte> HelloAuthenticationRequired =>
        "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time"u8;

    public static ReadOnlySpan<byte> WrongPassword => "WRONGPASS invalid username-password pair or user is disabled."u8;

    public static ReadOnlySpan<byte> NoPasswordConfigured =>
        "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?"u8;

    public static ReadOnlySpan<byte> UnsupportedProtocol => "NOPROTO unsupported protocol version"u8;

    public static ReadOnlySpan<byte> ProtocolNotAnInteger => "ERR Protocol version is not an integer or out of range"u8;

    public static ReadOnlySpan<byte> InvalidClientName =>
        "ERR Client names cannot contain spaces, newlines or special characters."u8;

    public static ReadOnlySpan<byte> CrossSlot => "CROSSSLOT Keys in request don't hash to the same slot"u8;

    public static ReadOnlySpan<byte> ClusterDisabled => "ERR This instance has cluster support disabled"u8;

    public static ReadOnlySpan<byte> DatabaseOutOfRange => "ERR DB index is out of range"u8;

    public static ReadOnlySpan<byte> NestedMulti => "ERR MULTI calls can not be nested"u8;

    public static ReadOnlySpan<byte> ExecWithoutMulti => "ERR EXEC without MULTI"u8;

    public static ReadOnlySpan<byte> DiscardWithoutMulti => "ERR DISCARD without MULTI"u8;

    public static ReadOnlySpan<byte> WatchInsideMulti => "ERR WATCH inside MULTI is not allowed"u8;

    public static ReadOnlySpan<byte> NotInsideMulti => "ERR Command not allowed inside a transaction"u8;

    public static ReadOnlySpan<byte> ExecAborted => "EXECABORT Transaction discarded because of previous errors."u8;
}
