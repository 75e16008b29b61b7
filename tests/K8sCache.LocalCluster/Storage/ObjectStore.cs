using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Storage;

/// <summary>
/// What etcd is to an API server: every object under its key, one version counter for all writes, and the last writes
/// kept so that watches can start in the past and lists can be read as of a version.
/// One lock guards everything; it is held for dictionary work only, never while a watcher reads.
/// </summary>
public sealed class ObjectStore
{
    /// <summary>Writes kept for watches and paging; an older start is answered by 410.</summary>
    public const int DefaultHistory = 16_384;

    /// <summary>Events a watcher may be behind before it is cut off (it lists again).</summary>
    public const int WatcherBacklog = 65_536;

    private readonly Lock _lock = new();
    private readonly Dictionary<GroupResource, SortedDictionary<StoreKey, StoredObject>> _objects = [];
    private readonly LinkedList<StoreEvent> _history = [];
    private readonly List<Watcher> _watchers = [];
    private readonly int _historyLimit;
    private long _version;
    private long _compacted;

    public ObjectStore(int historyLimit = DefaultHistory, long firstVersion = 1)
    {
        _historyLimit = historyLimit;
        _version = firstVersion;
        _compacted = firstVersion;
    }

    /// <summary>The version of the last write.</summary>
    public long Version
    {
        get
        {
            lock (_lock)
                return _version;
        }
    }

    public StoredObject? Find(StoreKey key)
    {
        lock (_lock)
            return _objects.TryGetValue(key.Resource, out var objects) ? objects.GetValueOrDefault(key) : null;
    }

    /// <summary>All objects of a resource now, or as of <paramref name="version"/>.</summary>
    /// <param name="resource">The stored resource.</param>
    /// <param name="ns">"" or null for all namespaces.</param>
    /// <param name="version">A version from <see cref="Version"/> or before; null for now.</param>
    /// <exception cref="CompactedException">The version is older than the history.</exception>
    public StoreSnapshot List(GroupResource resource, string? ns = null, long? version = null)
    {
        lock (_lock)
        {
            var objects = ObjectsOf(resource);
            if (version is { } past && past < _version)
                objects = Rewind(resource, objects, past);
            var selected = string.IsNullOrEmpty(ns) ? objects.Values : objects.Values.Where(o => o.Key.Namespace == ns);
            return new StoreSnapshot([.. selected], version ?? _version);
        }
    }

    /// <summary>Creates or replaces an object and writes the new resourceVersion into <paramref name="obj"/>.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="expectedVersion">The version it replaces; 0: must not exist.</param>
    /// <param name="obj">The new state; serialised here, not kept.</param>
    /// <exception cref="StoreConflictException">Someone else wrote in between.</exception>
    public StoredObject Put(StoreKey key, long expectedVersion, JsonObject obj)
    {
        lock (_lock)
        {
            var objects = ObjectsOf(key.Resource);
            var current = Expect(objects, key, expectedVersion);
            var stored = Stamp(key, obj);
            objects[key] = stored;
            Record(new StoreEvent(stored.Version, current is null ? WatchEventType.Added : WatchEventType.Modified, stored, current));
            return stored;
        }
    }

    /// <summary>Removes an object; <paramref name="last"/> is its final state as watchers see it.</summary>
    /// <exception cref="StoreConflictException">Someone else wrote in between.</exception>
    public StoredObject Remove(StoreKey key, long expectedVersion, JsonObject last)
    {
        lock (_lock)
        {
            var objects = ObjectsOf(key.Resource);
            var current = Expect(objects, key, expectedVersion);
            var stored = Stamp(key, last);
            objects.Remove(key);
            Record(new StoreEvent(stored.Version, WatchEventType.Deleted, stored, current));
            return stored;
        }
    }

    /// <summary>Every write of a resource after <paramref name="version"/>.</summary>
    /// <exception cref="CompactedException">That version is older than the history.</exception>
    public StoreWatch Watch(GroupResource resource, long version)
    {
        lock (_lock)
        {
            if (version < _compacted)
                throw new CompactedException(version, _compacted);
            var channel = Channel.CreateBounded<StoreEvent>(new BoundedChannelOptions(WatcherBacklog) { SingleReader = true });
            var watcher = new Watcher(resource, channel.Writer, version);
            foreach (var past in _history)
                watcher.Offer(past);
            _watchers.Add(watcher);
            return new StoreWatch(channel.Reader, () => Unsubscribe(watcher));
        }
    }

    /// <summary>Drops the history up to now, as etcd's compaction does: older watches and pages get 410, open ones go on.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _history.Clear();
            _compacted = _version;
        }
    }

    private void Unsubscribe(Watcher watcher)
    {
        lock (_lock)
            _watchers.Remove(watcher);
        watcher.Complete();
    }

    private SortedDictionary<StoreKey, StoredObject> ObjectsOf(GroupResource resource)
    {
        if (!_objects.TryGetValue(resource, out var objects))
            _objects[resource] = objects = [];
        return objects;
    }

    private static StoredObject? Expect(SortedDictionary<StoreKey, StoredObject> objects, StoreKey key, long expectedVersion)
    {
        var current = objects.GetValueOrDefault(key);
        return (current?.Version ?? 0) == expectedVersion ? current : throw new StoreConflictException(current);
    }

    private StoredObject Stamp(StoreKey key, JsonObject obj)
    {
        var version = _version + 1;
        obj["metadata"]!["resourceVersion"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new StoredObject(key, version, JsonSerializer.SerializeToUtf8Bytes(obj, StoreJson.Options));
    }

    private void Record(StoreEvent change)
    {
        _version = change.Version;
        _history.AddLast(change);
        if (_history.Count > _historyLimit)
        {
            _compacted = _history.First!.Value.Version;
            _history.RemoveFirst();
        }
        foreach (var watcher in _watchers)
            watcher.Offer(change);
        _watchers.RemoveAll(w => w.Ended);
    }

    /// <summary>Takes back the writes after <paramref name="version"/>, newest first, from a copy.</summary>
    private SortedDictionary<StoreKey, StoredObject> Rewind(
        GroupResource resource, SortedDictionary<StoreKey, StoredObject> objects, long version)
    {
        if (version < _compacted)
            throw new CompactedException(version, _compacted);
        var past = new SortedDictionary<StoreKey, StoredObject>(objects);
        for (var node = _history.Last; node is not null && node.Value.Version > version; node = node.Previous)
        {
            if (node.Value.Object.Key.Resource != resource)
                continue;
            if (node.Value.Previous is { } previous)
                past[previous.Key] = previous;
            else
                past.Remove(node.Value.Object.Key);
        }
        return past;
    }

    private sealed class Watcher(GroupResource resource, ChannelWriter<StoreEvent> writer, long after)
    {
        public bool Ended { get; private set; }

        public void Offer(StoreEvent change)
        {
            if (change.Object.Key.Resource != resource || change.Version <= after || Ended)
                return;
            if (writer.TryWrite(change))
                return;
            Ended = true;
            writer.TryComplete(new CompactedException(after, change.Version));
        }

        public void Complete() => writer.TryComplete();
    }
}
