using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Informers;

/// <summary>Keys filed under values of the objects. Guarded by the cache's lock.</summary>
internal sealed class InformerIndex<T>(Func<T, IEnumerable<string>> valuesOf)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Dictionary<string, SortedSet<ObjectKey>> _keys = new(StringComparer.Ordinal);

    public IEnumerable<ObjectKey> Keys(string value) => _keys.TryGetValue(value, out var keys) ? keys : [];

    public void Add(ObjectKey key, T obj)
    {
        foreach (var value in valuesOf(obj))
        {
            if (!_keys.TryGetValue(value, out var keys))
                _keys[value] = keys = [];
            keys.Add(key);
        }
    }

    public void Remove(ObjectKey key, T obj)
    {
        foreach (var value in valuesOf(obj))
        {
            if (_keys.TryGetValue(value, out var keys) && keys.Remove(key) && keys.Count == 0)
                _keys.Remove(value);
        }
    }
}
