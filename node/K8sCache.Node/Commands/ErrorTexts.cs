using K8sCache.Resp;
using K8sCache.Storage;

namespace K8sCache.Node.Commands;

/// <summary>Redis' own words for what can be wrong with a command on entries, and ours for what only a node refuses.</summary>
internal static class ErrorTexts
{
    public static ReadOnlySpan<byte> WrongType => "WRONGTYPE Operation against a key holding the wrong kind of value"u8;

    public static ReadOnlySpan<byte> Overflow => "ERR increment or decrement would overflow"u8;

    public static ReadOnlySpan<byte> DecrementOverflow => "ERR decrement would overflow"u8;

    public static ReadOnlySpan<byte> NotAFloat => "ERR value is not a valid float"u8;

    public static ReadOnlySpan<byte> NotFinite => "ERR increment would produce NaN or Infinity"u8;

    public static ReadOnlySpan<byte> TooLarge => "ERR string exceeds maximum allowed size (proto-max-bulk-len)"u8;

    public static ReadOnlySpan<byte> OutOfMemory => "OOM command not allowed when used memory > 'maxmemory'."u8;

    public static ReadOnlySpan<byte> Loading => "LOADING Redis is loading the dataset in memory"u8;

    public static ReadOnlySpan<byte> NotForClients => "ERR only other nodes may call this, on the peer port"u8;

    public static ReadOnlySpan<byte> IncompatibleExpireOptions =>
        "ERR NX and XX, GT or LT options at the same time are not compatible"u8;

    public static ReadOnlySpan<byte> GreaterAndLess => "ERR GT and LT options at the same time are not compatible"u8;

    public static ReadOnlySpan<byte> NotPositive => "ERR value is out of range, must be positive"u8;

    public static ReadOnlySpan<byte> NotNegatable =>
        "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8;

    public static ReadOnlySpan<byte> OutOfRange => "ERR value is out of range"u8;

    public static ReadOnlySpan<byte> ScoreNotANumber => "ERR resulting score is not a number (NaN)"u8;

    public static ReadOnlySpan<byte> NewAndExisting => "ERR XX and NX options at the same time are not compatible"u8;

    public static ReadOnlySpan<byte> GreaterLessAndNew =>
        "ERR GT, LT, and/or NX options at the same time are not compatible"u8;

    public static ReadOnlySpan<byte> ManyIncrements => "ERR INCR option supports a single increment-element pair"u8;

    public static ReadOnlySpan<byte> BoundNotAFloat => "ERR min or max is not a float"u8;

    public static ReadOnlySpan<byte> BoundNotAMember => "ERR min or max not valid string range item"u8;

    public static ReadOnlySpan<byte> LimitWithoutRange =>
        "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX"u8;

    public static ReadOnlySpan<byte> ScoresByMember =>
        "ERR syntax error, WITHSCORES not supported in combination with BYLEX"u8;

    public static ReadOnlySpan<byte> NoKeys => "ERR numkeys should be greater than 0"u8;

    public static ReadOnlySpan<byte> CountNotPositive => "ERR count should be greater than 0"u8;

    public static ReadOnlySpan<byte> WeightNotAFloat => "ERR weight value is not a float"u8;

    public static ReadOnlySpan<byte> LimitNegative => "ERR LIMIT can't be negative"u8;

    public static ReadOnlySpan<byte> NoSuchKey => "ERR no such key"u8;

    public static ReadOnlySpan<byte> IndexOutOfRange => "ERR index out of range"u8;

    public static ReadOnlySpan<byte> RankZero =>
        "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list"u8;

    public static ReadOnlySpan<byte> CountNegative => "ERR COUNT can't be negative"u8;

    public static ReadOnlySpan<byte> MaxLengthNegative => "ERR MAXLEN can't be negative"u8;

    /// <summary>Writes the error of a status that is one; false for those that are answers.</summary>
    public static bool TryWrite(RespWriter reply, EngineStatus status)
    {
        switch (status)
        {
            case EngineStatus.WrongType: reply.WriteError(WrongType); return true;
            case EngineStatus.NotAnInteger: reply.WriteError(RedisErrors.NotAnInteger); return true;
            case EngineStatus.Overflow: reply.WriteError(Overflow); return true;
            case EngineStatus.NotAFloat: reply.WriteError(NotAFloat); return true;
            case EngineStatus.NotFinite: reply.WriteError(NotFinite); return true;
            case EngineStatus.TooLarge: reply.WriteError(TooLarge); return true;
            case EngineStatus.OutOfMemory: reply.WriteError(OutOfMemory); return true;
            case EngineStatus.Ok:
            case EngineStatus.Missing:
            case EngineStatus.ConditionFailed:
            case EngineStatus.NotHyperLogLog:
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
