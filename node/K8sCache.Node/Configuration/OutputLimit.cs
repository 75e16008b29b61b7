namespace K8sCache.Node.Configuration;

/// <summary>How much a client may leave unread before it is closed (client-output-buffer-limit).</summary>
/// <param name="HardBytes">Closed at once beyond this; 0 = never.</param>
/// <param name="SoftBytes">Closed when beyond this for some time; 0 = never.</param>
/// <param name="SoftSeconds">That time.</param>
public sealed record OutputLimit(long HardBytes, long SoftBytes, int SoftSeconds);
