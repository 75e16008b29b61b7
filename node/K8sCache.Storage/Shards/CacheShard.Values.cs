using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy> : IEditedShard
{
    public EngineStatus Read<TReader>(uint hash, ReadOnlySpan<byte> key, ref TReader reader, bool use)
        where TReader : IValueReader, allows ref struct
    {
        using var held = _gate.EnterScope();
        var entry = use ? FindUsed(hash, key) : FindLive(hash, key);
        if (entry.IsNone)
            return EngineStatus.Missing;
        var item = entry.Item;
        return reader.Read(new ValueView
        {
            Kind = item.Kind,
            Payload = item.IsLarge ? [] : item.Payload,
            Large = LargeOf(entry),
            ExpiresAtMs = item.ExpiresAtMs,
            NowMs = _context.NowMs,
            Version = item.Version(_context.Nodes),
        });
    }

    public EngineStatus Update<TUpdate>(uint hash, ReadOnlySpan<byte> key, ref TUpdate update, long needs)
        where TUpdate : IValueUpdate, allows ref struct
    {
        using var held = _gate.EnterScope();
        if (!HasRoomToUpdate(hash, key, needs))
            return NeedsRoom;
        var nowMs = _context.NowMs;
        var before = FindLive(hash, key);
        var kept = TUpdate.IsHousekeeping && !before.IsNone ? before.Item.Version(_context.Nodes) : default;
        var recorder = TUpdate.RecordsSteps ? Record(before) : null;
        var editor = new ValueEditor(this, hash, key, before, nowMs, recorder);
        EngineStatus status;
        try
        {
            status = update.Update(ref editor);
        }
        catch
        {
            RemoveHalfDone(hash, editor.Entry);
            throw;
        }

        if (status != EngineStatus.Ok || editor.Entry.IsNone)
            return status;
        if (LargeOf(editor.Entry) is { } large)
            _larges.Recharge(large);
        if (TUpdate.IsHousekeeping)
            _context.Removals?.Invoke(key, RemovalReason.FieldsExpired);
        var version = TUpdate.IsHousekeeping ? kept : NextVersion(nowMs);
        if (editor.IsDeleted)
        {
            Bury(hash, editor.Entry, version, nowMs);
            return EngineStatus.Ok;
        }

        var entry = Finish(hash, editor.Entry, editor.ExpiresAtMs, version, nowMs);
        if (recorder is not null)
            _steps.End(hash, version);
        CountRewrite(hash, before, entry);
        ExpectPartExpiry(entry);
        return EngineStatus.Ok;
    }

    /// <summary>
    /// After an exception in the middle of a change. Nobody knows what the value is now: under its old version it would be
    /// taken for what other copies have, and steps be built on it. Better none; the copies have it as it was.
    /// </summary>
    private void RemoveHalfDone(uint hash, in Entry entry)
    {
        if (entry.IsNone)
            return;
        _context.Removals?.Invoke(entry.Item.Key, RemovalReason.Evicted);
        Remove(hash, entry);
    }

    LargeValue? IEditedShard.LargeOf(in Entry entry) => LargeOf(entry);

    Entry IEditedShard.Overwrite(scoped in ValueEditor editor, int length) =>
        Overwrite(editor.Hash, Known(editor), editor.Key, editor.Kind, length, editor.ExpiresAtMs, editor.NowMs);

    Entry IEditedShard.Splice(scoped in ValueEditor editor, int offset, int removeLength, int insertLength, int spareBytes) =>
        Splice(editor.Hash, editor.Entry, offset, removeLength, insertLength, spareBytes, editor.NowMs);

    Entry IEditedShard.SetLarge(scoped in ValueEditor editor, LargeValue large) =>
        SetLarge(editor.Hash, Known(editor), editor.Key, editor.Kind, large, editor.ExpiresAtMs, editor.NowMs);

    /// <summary>The edited entry; of a key without a value its tombstone, whose place the new value takes.</summary>
    private Entry Known(scoped in ValueEditor editor) =>
        editor.Entry.IsNone ? Find(editor.Hash, editor.Key) : editor.Entry;

    private LargeValue? LargeOf(in Entry entry) => !entry.IsNone && entry.Item.IsLarge ? _larges[entry.Item] : null;

    /// <summary>A rewrite is a use for eviction; being inserted is none, or every one-hit wonder would look wanted.</summary>
    private void CountRewrite(uint hash, in Entry before, in Entry after)
    {
        if (before.IsNone)
            return;
        var slot = _index.Find(hash, after.Address);
        if (!slot.IsNone)
            slot.CountUse();
    }

    /// <summary>Tells the sweeper when a first part of the value expires.</summary>
    private void ExpectPartExpiry(in Entry entry)
    {
        var item = entry.Item;
        if (item.Kind != EntryKind.Hash)
            return;
        var nextMs = ValueFormats.NextPartExpiryMs(item.Kind, item.IsLarge ? [] : item.Payload, LargeOf(entry));
        if (nextMs != 0)
            _context.FieldExpiries.Add(item.Key, nextMs);
    }
}
