using System.Runtime.ExceptionServices;

namespace K8sCache.Client;

/// <summary>What became of one key of a batch.</summary>
public readonly record struct CacheResult<T>
{
    private readonly T _value;

    internal CacheResult(CacheKey key, T value, Exception? error)
    {
        Key = key;
        _value = value;
        Error = error;
    }

    public CacheKey Key { get; }

    /// <summary>Null where the key was served.</summary>
    public Exception? Error { get; }

    public bool IsOk => Error is null;

    /// <summary>The key's answer.</summary>
    /// <exception cref="K8sCacheException">The key was not served.</exception>
    public T Value
    {
        get
        {
            if (Error is not null)
                ExceptionDispatchInfo.Throw(Error);
            return _value;
        }
    }
}
