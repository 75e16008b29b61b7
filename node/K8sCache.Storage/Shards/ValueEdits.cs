using System.Buffers.Text;
using K8sCache.Storage.Eviction;
using K8sCache.Storage.Kinds;
using K8sCache.Storage.Segments;
using K8sCache.Storage.Steps;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Shards;

/// <summary>Reads and changes values of every kind, as the engine's users write down what is to be done to one.</summary>
internal sealed class ValueEdits<TPolicy>(EntryTable table, EntryWriter<TPolicy> writer, VersionClock clock, StepLogs steps) : IEditedShard
    where TPolicy : struct, IEvictionPolicy
{
    private readonly EngineContext _context = table.Context;

    public EngineStatus Read<TReader>(uint hash, ReadOnlySpan<byte> key, ref TReader reader, bool use)
        where TReader : IValueReader, allows ref struct
    {
        var entry = use ? writer.FindUsed(hash, key) : writer.FindLive(hash, key);
        if (entry.IsNone)
            return EngineStatus.Missing;
        var item = entry.Item;
        return reader.Read(new ValueView
        {
            Kind = item.Kind,
            Payload = item.IsLarge ? [] : item.Payload,
            Large = table.LargeOf(entry),
            ExpiresAtMs = item.ExpiresAtMs,
            NowMs = _context.NowMs,
            Version = item.Version(_context.Nodes),
        });
    }

    public EngineStatus Update<TUpdate>(uint hash, ReadOnlySpan<byte> key, ref TUpdate update)
        where TUpdate : IValueUpdate, allows ref struct
    {
        var nowMs = _context.NowMs;
        var before = writer.FindLive(hash, key);
        var kept = TUpdate.IsHousekeeping && !before.IsNone ? before.Item.Version(_context.Nodes) : default;
        var recorder = TUpdate.RecordsSteps ? Record(before) : null;
        var editor = Edit(hash, key, before, nowMs, recorder);
        EngineStatus status;
        try
        {
            status = update.Update(ref editor);
        }
        catch
        {
            RemoveHalfDone(editor);
            throw;
        }

        if (status != EngineStatus.Ok || editor.Entry.IsNone)
            return status;
        if (TUpdate.IsHousekeeping)
            _context.Removals?.Invoke(key, RemovalReason.FieldsExpired);
        var version = TUpdate.IsHousekeeping ? kept : clock.Next(nowMs);
        var entry = End(editor, editor.ExpiresAtMs, version);
        if (entry.IsNone)
            return EngineStatus.Ok;
        if (recorder is not null)
            steps.End(hash, version);
        CountRewrite(hash, before, entry);
        return EngineStatus.Ok;
    }

    /// <summary>Bytes of a string; a use for eviction.</summary>
    public EngineStatus StringLength(uint hash, ReadOnlySpan<byte> key, out int length)
    {
        length = 0;
        var entry = writer.FindUsed(hash, key);
        if (entry.IsNone)
            return EngineStatus.Missing;
        if (entry.Item.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        length = entry.Item.PayloadLength;
        return EngineStatus.Ok;
    }

    /// <summary>Whether there was a value; it is gone.</summary>
    public bool Delete(uint hash, ReadOnlySpan<byte> key)
    {
        var entry = writer.FindLive(hash, key);
        if (entry.IsNone)
            return false;
        var nowMs = _context.NowMs;
        writer.Bury(hash, entry, clock.Next(nowMs), nowMs);
        return true;
    }

    /// <summary>When an entry expires, milliseconds since the Unix epoch; 0 = never.</summary>
    public EngineStatus GetExpiry(uint hash, ReadOnlySpan<byte> key, out long expiresAtMs)
    {
        var entry = writer.FindLive(hash, key);
        expiresAtMs = entry.IsNone ? 0 : entry.Item.ExpiresAtMs;
        return entry.IsNone ? EngineStatus.Missing : EngineStatus.Ok;
    }

    /// <summary>Adds to an integer; a missing one counts as 0.</summary>
    public EngineStatus Increment(uint hash, ReadOnlySpan<byte> key, long delta, out long sum)
    {
        const int MaxInt64Digits = 20;

        sum = 0;
        var nowMs = _context.NowMs;
        var entry = writer.FindLive(hash, key);
        long expiresAtMs = 0;
        if (!entry.IsNone)
        {
            if (entry.Item.Kind != EntryKind.String)
                return EngineStatus.WrongType;
            if (!CanonicalInt64.TryParse(entry.Item.Payload, out sum))
                return EngineStatus.NotAnInteger;
            expiresAtMs = entry.Item.ExpiresAtMs;
        }

        if (delta > 0 ? sum > long.MaxValue - delta : sum < long.MinValue - delta)
            return EngineStatus.Overflow;
        sum += delta;

        Span<byte> digits = stackalloc byte[MaxInt64Digits];
        Utf8Formatter.TryFormat(sum, digits, out var length);
        writer.WriteString(hash, entry, key, digits[..length], expiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    /// <summary>Adds to a string's end, which is none or alive.</summary>
    public EngineStatus Append(uint hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out long newLength)
    {
        // Growing by appending leaves an eighth of room, so that a run of appends is linear.
        const int AppendSpareShift = 3;

        newLength = value.Length;
        var nowMs = _context.NowMs;
        var entry = writer.FindLive(hash, key);
        if (entry.IsNone)
        {
            writer.WriteString(hash, entry, key, value, 0, nowMs);
            return EngineStatus.Ok;
        }

        if (entry.Item.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        var oldLength = entry.Item.PayloadLength;
        newLength += oldLength;
        if (newLength > _context.MaxValueBytes)
            return EngineStatus.TooLarge;
        entry.Slot.CountUse();
        var recorder = Record(entry);
        recorder?.BytesWritten(oldLength, value);
        var spareBytes = (int)newLength >> AppendSpareShift;
        entry = writer.Splice(hash, entry, oldLength, 0, value.Length, spareBytes, nowMs);
        value.CopyTo(entry.Item.Payload[oldLength..]);
        var version = clock.Next(nowMs);
        writer.Finish(hash, entry, entry.Item.ExpiresAtMs, version, nowMs);
        if (recorder is not null)
            steps.End(hash, version);
        return EngineStatus.Ok;
    }

    /// <summary>Sets when an entry expires (0 = never); a time that is past deletes.</summary>
    public EngineStatus SetExpiry(uint hash, ReadOnlySpan<byte> key, long expiresAtMs, ExpireConditions conditions)
    {
        var entry = writer.FindLive(hash, key);
        if (entry.IsNone)
            return EngineStatus.Missing;
        if (!Holds(conditions, entry.Item.ExpiresAtMs, expiresAtMs))
            return EngineStatus.ConditionFailed;
        var nowMs = _context.NowMs;
        if (expiresAtMs != 0 && expiresAtMs <= nowMs)
        {
            writer.Bury(hash, entry, clock.Next(nowMs), nowMs);
            return EngineStatus.Ok;
        }

        entry.Slot.CountUse();
        var recorder = Record(entry);
        var version = clock.Next(nowMs);
        writer.Finish(hash, entry, expiresAtMs, version, nowMs);
        if (recorder is not null)
            steps.Add(hash, recorder.Base, version, []);
        return EngineStatus.Ok;
    }

    public ValueEditor Edit(uint hash, ReadOnlySpan<byte> key, Entry entry, long nowMs, StepRecorder? recorder) =>
        new(this, hash, key, entry, nowMs, recorder);

    /// <summary>Ends a change: charges it, and writes its version. Where the entry is now; none when the change deleted it.</summary>
    public Entry End(scoped in ValueEditor editor, long expiresAtMs, EntryVersion version)
    {
        if (table.LargeOf(editor.Entry) is { } large)
            table.Larges.Recharge(large);
        if (editor.IsDeleted)
        {
            writer.Bury(editor.Hash, editor.Entry, version, editor.NowMs);
            return default;
        }

        var entry = writer.Finish(editor.Hash, editor.Entry, expiresAtMs, version, editor.NowMs);
        ExpectPartExpiry(entry);
        return entry;
    }

    /// <summary>
    /// After an exception in the middle of a change. Nobody knows what the value is now: under its old version it would be
    /// taken for what other copies have, and steps be built on it. Better none; the copies have it as it was.
    /// </summary>
    public void RemoveHalfDone(scoped in ValueEditor editor)
    {
        if (editor.Entry.IsNone)
            return;
        _context.Removals?.Invoke(editor.Entry.Item.Key, RemovalReason.Evicted);
        writer.Remove(editor.Hash, editor.Entry);
    }

    /// <summary>Tells the sweeper when a first part of the value expires.</summary>
    public void ExpectPartExpiry(in Entry entry)
    {
        var item = entry.Item;
        if (item.Kind != EntryKind.Hash)
            return;
        var nextMs = ValueFormats.NextPartExpiryMs(item.Kind, item.IsLarge ? [] : item.Payload, table.LargeOf(entry));
        if (nextMs != 0)
            _context.FieldExpiries.Add(item.Key, nextMs);
    }

    /// <summary>Whether an entry's changes are worth sending instead of the entry.</summary>
    public bool IsWorthSteps(in Entry entry, out long valueBytes)
    {
        valueBytes = 0;
        if (entry.IsNone)
            return false;
        valueBytes = table.LargeOf(entry)?.ChargedBytes ?? entry.Item.PayloadLength;
        return valueBytes >= StepLogs.MinValueBytes;
    }

    LargeValue? IEditedShard.LargeOf(in Entry entry) => table.LargeOf(entry);

    Entry IEditedShard.Overwrite(scoped in ValueEditor editor, int length) =>
        writer.Overwrite(editor.Hash, Known(editor), editor.Key, editor.Kind, length, editor.ExpiresAtMs, editor.NowMs);

    Entry IEditedShard.Splice(scoped in ValueEditor editor, int offset, int removeLength, int insertLength, int spareBytes) =>
        writer.Splice(editor.Hash, editor.Entry, offset, removeLength, insertLength, spareBytes, editor.NowMs);

    Entry IEditedShard.SetLarge(scoped in ValueEditor editor, LargeValue large) =>
        writer.SetLarge(editor.Hash, Known(editor), editor.Key, editor.Kind, large, editor.ExpiresAtMs, editor.NowMs);

    private static bool Holds(ExpireConditions conditions, long oldMs, long newMs)
    {
        if (conditions.HasFlag(ExpireConditions.IfNoExpiry) && oldMs != 0)
            return false;
        if (conditions.HasFlag(ExpireConditions.IfExpiry) && oldMs == 0)
            return false;
        if (conditions.HasFlag(ExpireConditions.IfLater) && (oldMs == 0 || newMs <= oldMs))
            return false;
        return !conditions.HasFlag(ExpireConditions.IfEarlier) || oldMs == 0 || newMs < oldMs;
    }

    /// <summary>The edited entry; of a key without a value its tombstone, whose place the new value takes.</summary>
    private Entry Known(scoped in ValueEditor editor) =>
        editor.Entry.IsNone ? table.Find(editor.Hash, editor.Key) : editor.Entry;

    /// <summary>Begins to record what an update does to a large value that other copies have; null = nobody wants to know.</summary>
    private StepRecorder? Record(in Entry entry) =>
        _context.KeepSteps && IsWorthSteps(entry, out var bytes) ? steps.Begin(entry.Item.Version(_context.Nodes), bytes) : null;

    /// <summary>A rewrite is a use for eviction; being inserted is none, or every one-hit wonder would look wanted.</summary>
    private void CountRewrite(uint hash, in Entry before, in Entry after)
    {
        if (before.IsNone)
            return;
        var slot = table.Index.Find(hash, after.Address);
        if (!slot.IsNone)
            slot.CountUse();
    }
}
