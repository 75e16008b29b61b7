using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy> : IEditedShard
{
    public EngineStatus Read<TReader>(uint hash, ReadOnlySpan<byte> key, ref TReader reader, bool use)
        where TReader : IValueReader, allows ref struct
    {
        using var held = Hold(0);
        var nowMs = _context.NowMs;
        var index = use ? FindUsed(hash, key, nowMs) : FindLive(hash, key, nowMs);
        if (index == None)
            return EngineStatus.Missing;
        ref var entry = ref _entries.At(index);
        var large = entry.Data as LargeValue;
        return reader.Read(new ValueView
        {
            Kind = entry.Kind,
            Payload = large is null ? PayloadOf(entry) : [],
            Large = large,
            ExpiresAtMs = entry.ExpiresAtMs,
            NowMs = nowMs,
            Version = new EntryVersion(entry.VersionClock, entry.VersionNode),
        });
    }

    public EngineStatus Update<TUpdate>(uint hash, ReadOnlySpan<byte> key, ref TUpdate update, long reservedBytes)
        where TUpdate : IValueUpdate, allows ref struct
    {
        using var held = Hold(reservedBytes);
        var nowMs = _context.NowMs;
        var editor = new ValueEditor(this, hash, key, FindLive(hash, key, nowMs), nowMs);
        var status = update.Update(ref editor);
        if (status != EngineStatus.Ok || editor.Index == None)
            return status;
        Recharge(_entries.At(editor.Index));
        if (editor.IsDeleted)
            Bury(editor.Index, NextVersion(nowMs), nowMs);
        else
            Finish(editor.Index, editor.Kind, editor.ExpiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    EntryKind IEditedShard.KindAt(int index) => _entries.At(index).Kind;

    long IEditedShard.ExpiresAtMs(int index) => _entries.At(index).ExpiresAtMs;

    Span<byte> IEditedShard.PayloadAt(int index) =>
        _entries.At(index).Data is byte[] ? PayloadOf(_entries.At(index)) : [];

    LargeValue? IEditedShard.LargeAt(int index) => _entries.At(index).Data as LargeValue;

    int IEditedShard.FindOrInsert(uint hash, ReadOnlySpan<byte> key)
    {
        var index = FindOrInsert(hash, key);
        ref var entry = ref _entries.At(index);
        if (entry.Data is null)
            Overwrite(ref entry, key, 0);
        return index;
    }

    Span<byte> IEditedShard.Overwrite(int index, ReadOnlySpan<byte> key, int length) =>
        Overwrite(ref _entries.At(index), key, length);

    Span<byte> IEditedShard.Splice(int index, int offset, int removeLength, int insertLength, int spareBytes) =>
        Splice(ref _entries.At(index), offset, removeLength, insertLength, spareBytes);

    void IEditedShard.SetLarge(int index, ReadOnlySpan<byte> key, LargeValue large)
    {
        large.Key = key.ToArray();
        large.ChargedBytes = large.HeapBytes;
        ref var entry = ref _entries.At(index);
        ReplaceData(ref entry, large);
        entry.PayloadLength = 0;
    }

    /// <summary>A large value changes in place: charges what that came to.</summary>
    private void Recharge(scoped in Entry entry)
    {
        if (entry.Data is not LargeValue large)
            return;
        var bytes = large.HeapBytes;
        Charge(bytes - large.ChargedBytes);
        large.ChargedBytes = bytes;
    }
}
