namespace K8sCache.Resp;

/// <summary>What follows each first byte.</summary>
internal static class RespPrefixes
{
    /// <summary>The whole element is its line.</summary>
    public static bool IsLine(RespPrefix prefix) => prefix
        is RespPrefix.SimpleString or RespPrefix.SimpleError or RespPrefix.Integer or RespPrefix.Null
        or RespPrefix.Boolean or RespPrefix.Double or RespPrefix.BigNumber;

    /// <summary>The line holds a length, and that many bytes and a line end follow.</summary>
    public static bool IsBlob(RespPrefix prefix) =>
        prefix is RespPrefix.BulkString or RespPrefix.BulkError or RespPrefix.VerbatimString;

    /// <summary>The line holds a count, and that many elements (twice that many, for pairs) follow.</summary>
    public static bool IsAggregate(RespPrefix prefix) => prefix
        is RespPrefix.Array or RespPrefix.Map or RespPrefix.Set or RespPrefix.Push or RespPrefix.Attribute;

    public static bool IsKnown(RespPrefix prefix) => IsLine(prefix) || IsBlob(prefix) || IsAggregate(prefix);
}
