using K8sCache.Resp;

namespace K8sCache.Client.Calls.Requests;

/// <summary>SET with its options.</summary>
internal readonly struct SetRequest : IRequest
{
    private readonly CacheKey _key;
    private readonly CacheValue _value;
    private readonly SetOptions _options;

    /// <exception cref="ArgumentException">The options contradict each other, or the lifetime is not positive.</exception>
    public SetRequest(CacheKey key, CacheValue value, SetOptions options)
    {
        var expiries = (options.Expiry is null ? 0 : 1) + (options.ExpiresAt is null ? 0 : 1) + (options.KeepExpiry ? 1 : 0);
        if (expiries > 1)
            throw new ArgumentException("Expiry, ExpiresAt and KeepExpiry exclude each other.", nameof(options));
        if (options.Expiry is { } expiry && expiry < TimeSpan.FromMilliseconds(1))
            throw new ArgumentException("An expiry is at least a millisecond.", nameof(options));
        _key = key;
        _value = value;
        _options = options;
    }

    public Verb Verb => Verb.Set;

    public int Slot => _key.Slot;

    public void Write(RespWriter request)
    {
        var hasTime = _options.Expiry is not null || _options.ExpiresAt is not null;
        var isConditional = _options.Condition != SetCondition.Always;
        Verb.Set.Write(request, 2 + (hasTime ? 2 : 0) + (_options.KeepExpiry ? 1 : 0) + (isConditional ? 1 : 0));
        _key.Write(request);
        _value.Write(request);
        if (_options.Expiry is { } expiry)
        {
            request.WriteBulkString("PX"u8);
            request.WriteBulkInteger((long)expiry.TotalMilliseconds);
        }

        if (_options.ExpiresAt is { } expiresAt)
        {
            request.WriteBulkString("PXAT"u8);
            request.WriteBulkInteger(expiresAt.ToUnixTimeMilliseconds());
        }

        if (_options.KeepExpiry)
            request.WriteBulkString("KEEPTTL"u8);
        if (isConditional)
            request.WriteBulkString(_options.Condition == SetCondition.IfAbsent ? "NX"u8 : "XX"u8);
    }
}
