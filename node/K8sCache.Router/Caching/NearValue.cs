namespace K8sCache.Router.Caching;

/// <summary>A value in the near cache.</summary>
/// <param name="Reply">As it goes to clients.</param>
/// <param name="AskedAt">When its node was asked for it: it was current then or later.</param>
internal readonly record struct NearValue(byte[] Reply, long AskedAt);
