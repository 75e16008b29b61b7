namespace K8sCache.Resp;

/// <summary>The only home of fixed bytes of the wire protocol; whatever is written whole and often stands here.</summary>
public static class RespLiterals
{
    public const byte CarriageReturn = (byte)'\r';
    public const byte LineFeed = (byte)'\n';

    public static ReadOnlySpan<byte> Crlf => "\r\n"u8;

    public static ReadOnlySpan<byte> Ok => "+OK\r\n"u8;
    public static ReadOnlySpan<byte> Pong => "+PONG\r\n"u8;
    public static ReadOnlySpan<byte> Queued => "+QUEUED\r\n"u8;
    public static ReadOnlySpan<byte> Zero => ":0\r\n"u8;
    public static ReadOnlySpan<byte> One => ":1\r\n"u8;
    public static ReadOnlySpan<byte> EmptyBulk => "$0\r\n\r\n"u8;
    public static ReadOnlySpan<byte> EmptyArray => "*0\r\n"u8;
    public static ReadOnlySpan<byte> NullBulk => "$-1\r\n"u8;
    public static ReadOnlySpan<byte> NullArray => "*-1\r\n"u8;
    public static ReadOnlySpan<byte> Null => "_\r\n"u8;
    public static ReadOnlySpan<byte> True => "#t\r\n"u8;
    public static ReadOnlySpan<byte> False => "#f\r\n"u8;

    /// <summary>Whole requests.</summary>
    public static ReadOnlySpan<byte> MultiRequest => "*1\r\n$5\r\nMULTI\r\n"u8;
    public static ReadOnlySpan<byte> ExecRequest => "*1\r\n$4\r\nEXEC\r\n"u8;
    public static ReadOnlySpan<byte> UnwatchRequest => "*1\r\n$7\r\nUNWATCH\r\n"u8;
    public static ReadOnlySpan<byte> InfoRequest => "*1\r\n$4\r\nINFO\r\n"u8;
    public static ReadOnlySpan<byte> DbSizeRequest => "*1\r\n$6\r\nDBSIZE\r\n"u8;
    public static ReadOnlySpan<byte> PingRequest => "*1\r\n$4\r\nPING\r\n"u8;

    /// <summary>Whole error replies.</summary>
    public static ReadOnlySpan<byte> MaxClientsReached => "-ERR max number of clients reached\r\n"u8;

    public static ReadOnlySpan<byte> TlsExpected => "-ERR this port speaks TLS: connect with TLS, such as redis-cli --tls\r\n"u8;

    /// <summary>Error texts without their leading dash and line end, as <see cref="RespWriter.WriteError(ReadOnlySpan{byte})"/> takes them.</summary>
    public static ReadOnlySpan<byte> InvalidMultibulkLength => "ERR Protocol error: invalid multibulk length"u8;
    public static ReadOnlySpan<byte> InvalidBulkLength => "ERR Protocol error: invalid bulk length"u8;
    public static ReadOnlySpan<byte> UnauthenticatedMultibulkLength => "ERR Protocol error: unauthenticated multibulk length"u8;
    public static ReadOnlySpan<byte> UnauthenticatedBulkLength => "ERR Protocol error: unauthenticated bulk length"u8;
    public static ReadOnlySpan<byte> TooBigMultibulkCount => "ERR Protocol error: too big mbulk count string"u8;
    public static ReadOnlySpan<byte> TooBigBulkCount => "ERR Protocol error: too big bulk count string"u8;
    public static ReadOnlySpan<byte> TooBigInline => "ERR Protocol error: too big inline request"u8;
    public static ReadOnlySpan<byte> UnbalancedQuotes => "ERR Protocol error: unbalanced quotes in request"u8;
    public static ReadOnlySpan<byte> ExpectedDollar => "ERR Protocol error: expected '$', got '"u8;
}
