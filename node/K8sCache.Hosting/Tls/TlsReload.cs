namespace K8sCache.Hosting.Tls;

/// <summary>What came of looking at the files again.</summary>
public enum TlsReload
{
    Unchanged,

    /// <summary>New connections get what the files hold now.</summary>
    Taken,

    /// <summary>The files changed, but cannot be used: what was before is kept.</summary>
    Refused,
}
