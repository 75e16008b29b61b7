namespace K8sCache.Client;

/// <summary>Why a call failed.</summary>
public enum CacheErrorKind
{
    /// <summary>The cache answered with an error, such as WRONGTYPE or OOM; it executed nothing.</summary>
    Server = 0,

    /// <summary>No answer within <see cref="K8sCacheClientOptions.RequestTimeout"/>.</summary>
    Timeout = 1,

    /// <summary>The connection broke before the answer.</summary>
    ConnectionLost = 2,

    /// <summary>Nobody who could serve the key was found in time; nothing was executed.</summary>
    Unavailable = 3,

    /// <summary>Too many calls are under way to the node; nothing was sent.</summary>
    TooBusy = 4,
}
