namespace K8sCache.Storage.Tests;

/// <summary>The obvious cache: a dictionary of strings or field maps, with expiry times.</summary>
internal sealed class Model(ManualTimeProvider time)
{
    private readonly Dictionary<string, (object Value, long ExpiresAtMs)> _entries = [];

    public object? Find(string key)
    {
        if (!_entries.TryGetValue(key, out var entry))
            return null;
        if (entry.ExpiresAtMs == 0 || entry.ExpiresAtMs > time.NowMs)
            return entry.Value;
        _entries.Remove(key);
        return null;
    }

    public long ExpiryOf(string key) => _entries[key].ExpiresAtMs;

    public void Put(string key, object value, long expiresAtMs) => _entries[key] = (value, expiresAtMs);

    public bool Remove(string key) => Find(key) is not null && _entries.Remove(key);

    public IEnumerable<string> LiveKeys() =>
        _entries.Keys.ToArray().Where(key => Find(key) is not null).Order(StringComparer.Ordinal);
}
