namespace K8sCache.Router.Observing;

/// <summary>Why the router closed a client's connection by itself; part of a metric's tags.</summary>
internal enum ClosingReason
{
    /// <summary>It sent nothing for longer than <c>timeout</c>.</summary>
    Idle,

    /// <summary>Its requests went beyond <c>client-query-buffer-limit</c>.</summary>
    QueryBuffer,

    /// <summary>It left more unread than <c>client-output-buffer-limit</c>, or took nothing of a large reply for <c>large-read-timeout</c>.</summary>
    OutputBuffer,

    /// <summary>It sent what is no request.</summary>
    Protocol,

    /// <summary>CLIENT KILL.</summary>
    Killed,
}
