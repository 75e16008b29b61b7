using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Informers;

/// <summary>
/// Objects by key and by index. One lock guards all of it, so a reader never sees an index ahead of the objects.
/// </summary>
internal sealed class InformerCache<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, T> _objects = [];
    private readonly Dictionary<string, InformerIndex<T>> _indexes = new(StringComparer.Ordinal)
    {
        [InformerIndexes.ControllerUid] = new(InformerIndexes.ControllerUidOf),
        [InformerIndexes.Namespace] = new(InformerIndexes.NamespaceOf),
    };

    public InformerCache(IReadOnlyDictionary<string, Func<T, IEnumerable<string>>> indexes)
    {
        foreach (var (name, valuesOf) in indexes)
            _indexes[name] = new InformerIndex<T>(valuesOf);
    }

    public T? Get(ObjectKey key)
    {
        lock (_lock)
            return _objects.GetValueOrDefault(key);
    }

    public IReadOnlyList<T> List()
    {
        lock (_lock)
            return [.. _objects.Values];
    }

    public IReadOnlyList<T> ByIndex(string index, string value)
    {
        lock (_lock)
        {
            return _indexes.TryGetValue(index, out var found)
                ? [.. found.Keys(value).Select(key => _objects[key])]
                : throw new ArgumentException($"The informer has no index '{index}'.", nameof(index));
        }
    }

    /// <summary>Stores an object; the change is null when this very version is stored already.</summary>
    public InformerEvent<T>? Set(T value)
    {
        lock (_lock)
        {
            var key = value.Key();
            var previous = _objects.GetValueOrDefault(key);
            if (previous is not null && previous.Metadata.ResourceVersion == value.Metadata.ResourceVersion
                && previous.Metadata.Uid == value.Metadata.Uid)
                return null;

            _objects[key] = value;
            foreach (var index in _indexes.Values)
            {
                if (previous is not null)
                    index.Remove(key, previous);
                index.Add(key, value);
            }
            return new InformerEvent<T>(
                previous is null ? InformerEventType.Added : InformerEventType.Updated, value, previous);
        }
    }

    /// <summary>Forgets an object; null when it wasn't known.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="last">Its last state, where the API server told it.</param>
    public InformerEvent<T>? Remove(ObjectKey key, T? last)
    {
        lock (_lock)
        {
            if (!_objects.Remove(key, out var previous))
                return null;
            foreach (var index in _indexes.Values)
                index.Remove(key, previous);
            return new InformerEvent<T>(InformerEventType.Deleted, last ?? previous, previous);
        }
    }

    /// <summary>Becomes what a full list says; the differences, in key order.</summary>
    public IReadOnlyList<InformerEvent<T>> Replace(ObjectList<T> list)
    {
        lock (_lock)
        {
            var events = list.Items.OrderBy(item => item.Key()).Select(Set).OfType<InformerEvent<T>>().ToList();
            // Objects the model can't represent exist all the same: what was known of them stays.
            var present = list.Items.Select(item => item.Key())
                .Concat(list.Undecodable.Select(item => item.Key))
                .ToHashSet();
            var gone = _objects.Keys.Where(key => !present.Contains(key)).Order().ToArray();
            events.AddRange(gone.Select(key => Remove(key, null)).OfType<InformerEvent<T>>());
            return events;
        }
    }
}
