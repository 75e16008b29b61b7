using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Storage;
using K8sCache.Topology;

namespace K8sCache.Node.Commands;

/// <summary>Collects the keys a SCAN answers: their number stands before them, so they cannot be written at once.</summary>
internal ref struct ScannedKeys(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> kind, ReadOnlySpan<bool> slots) : IKeyVisitor
{
    private readonly ReadOnlySpan<byte> _pattern = pattern;
    private readonly ReadOnlySpan<byte> _kind = kind;
    private readonly ReadOnlySpan<bool> _slots = slots;
    private readonly List<byte[]> _keys = [];

    public readonly int Count => _keys.Count;

    public readonly byte[] this[int index] => _keys[index];

    public readonly void Clear() => _keys.Clear();

    public readonly void Visit(scoped ReadOnlySpan<byte> key, EntryKind kind)
    {
        if (!_slots.IsEmpty && !_slots[HashSlot.Of(key)])
            return;
        if (!_kind.IsEmpty && !_kind.Is(KeyHandlers.NameOf(kind)))
            return;
        if (_pattern.IsEmpty || GlobPattern.Matches(_pattern, key))
            _keys.Add(key.ToArray());
    }

    public readonly void Write(RespWriter reply)
    {
        reply.WriteArrayHeader(_keys.Count);
        foreach (var key in _keys)
            reply.WriteBulkString(key);
    }
}
