namespace K8sCache.Serving;

/// <summary>Redis's own words for what any server refuses.</summary>
public static class ServingErrors
{
    public static ReadOnlySpan<byte> SelectInCluster => "ERR SELECT is not allowed in cluster mode"u8;

    public static ReadOnlySpan<byte> DebugNotAllowed =>
        "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you can run it from a local connection, "u8
        + "otherwise you need to set this option in the configuration file, and then restart the server."u8;
}
