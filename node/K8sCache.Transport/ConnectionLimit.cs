namespace K8sCache.Transport;

/// <summary>What a connection had too much of.</summary>
public enum ConnectionLimit
{
    /// <summary>Bytes that make no whole request (client-query-buffer-limit).</summary>
    Input,

    /// <summary>Bytes its peer does not read (client-output-buffer-limit).</summary>
    Output,
}
