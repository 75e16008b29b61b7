namespace K8sCache.Serving.Clients;

/// <summary>Why a server closed a client's connection by itself; part of a metric's tags.</summary>
public enum ClosingReason
{
    /// <summary>It sent nothing for longer than <c>timeout</c>.</summary>
    Idle,

    /// <summary>Its requests went beyond <c>client-query-buffer-limit</c>.</summary>
    QueryBuffer,

    /// <summary>It left more unread than <c>client-output-buffer-limit</c>, or took nothing of a large reply for too long.</summary>
    OutputBuffer,

    /// <summary>It sent what is no request.</summary>
    Protocol,

    /// <summary>CLIENT KILL.</summary>
    Killed,

    /// <summary>It spoke HTTP, as a browser does that was made to call commands.</summary>
    CrossProtocol,
}
