using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Redis' own words for what can be wrong with a command.</summary>
internal static class ErrorTexts
{
    public static ReadOnlySpan<byte> Syntax => "ERR syntax error"u8;

    public static ReadOnlySpan<byte> NotAnInteger => "ERR value is not an integer or out of range"u8;

    public static ReadOnlySpan<byte> OutOfIntRange =>
        "ERR value is out of range, value must between -2147483648 and 2147483647"u8;

    public static ReadOnlySpan<byte> WrongType => "WRONGTYPE Operation against a key holding the wrong kind of value"u8;

    public static ReadOnlySpan<byte> Overflow => "ERR increment or decrement would overflow"u8;

    public static ReadOnlySpan<byte> DecrementOverflow => "ERR decrement would overflow"u8;

    public static ReadOnlySpan<byte> TooLarge => "ERR string exceeds maximum allowed size (proto-max-bulk-len)"u8;

    public static ReadOnlySpan<byte> OutOfMemory => "OOM command not allowed when used memory > 'maxmemory'."u8;

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

    public static ReadOnlySpan<byte> DatabaseOutOfRange => "ERR DB index is out of range"u8;

    public static ReadOnlySpan<byte> Loading => "LOADING Redis is loading the dataset in memory"u8;

    public static ReadOnlySpan<byte> CrossSlot => "CROSSSLOT Keys in request don't hash to the same slot"u8;

    public static ReadOnlySpan<byte> NotForClients => "ERR only other nodes may call this, on the peer port"u8;

    public static ReadOnlySpan<byte> IncompatibleExpireOptions =>
        "ERR NX and XX, GT or LT options at the same time are not compatible"u8;

    public static ReadOnlySpan<byte> GreaterAndLess => "ERR GT and LT options at the same time are not compatible"u8;

    /// <summary>Writes the error of a status that is one; false for those that are answers.</summary>
    public static bool TryWrite(RespWriter reply, EngineStatus status)
    {
        switch (status)
        {
            case EngineStatus.WrongType: reply.WriteError(WrongType); return true;
            case EngineStatus.NotAnInteger: reply.WriteError(NotAnInteger); return true;
            case EngineStatus.Overflow: reply.WriteError(Overflow); return true;
            case EngineStatus.TooLarge: reply.WriteError(TooLarge); return true;
            case EngineStatus.OutOfMemory: reply.WriteError(OutOfMemory); return true;
            case EngineStatus.Ok:
            case EngineStatus.Missing:
            case EngineStatus.ConditionFailed:
            case EngineStatus.Stale:
            case EngineStatus.Malformed:
            default:
                return false;
        }
    }

    public static void WriteWrongArity(RespWriter reply, string command) =>
        reply.WriteError($"ERR wrong number of arguments for '{command}' command");

    public static void WriteInvalidExpire(RespWriter reply, string command) =>
        reply.WriteError($"ERR invalid expire time in '{command}' command");
}
