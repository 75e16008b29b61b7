using System.Buffers.Text;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    private const int MaxInt64Digits = 20;

    public EngineStatus Get<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IValueVisitor, allows ref struct
    {
        using var held = Hold(0);
        var index = FindUsed(hash, key, _context.NowMs);
        if (index == None)
            return EngineStatus.Missing;
        ref var entry = ref _entries.At(index);
        if (entry.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        visitor.Visit(PayloadOf(entry));
        return EngineStatus.Ok;
    }

    public EngineStatus StringLength(uint hash, ReadOnlySpan<byte> key, out int length)
    {
        using var held = Hold(0);
        length = 0;
        var index = FindUsed(hash, key, _context.NowMs);
        if (index == None)
            return EngineStatus.Missing;
        ref var entry = ref _entries.At(index);
        if (entry.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        length = entry.PayloadLength;
        return EngineStatus.Ok;
    }

    public EngineStatus Set<TVisitor>(
        uint hash,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        in SetOptions options,
        ref TVisitor old,
        long reservedBytes)
        where TVisitor : IValueVisitor, allows ref struct
    {
        using var held = Hold(reservedBytes);
        var nowMs = _context.NowMs;
        var index = FindLive(hash, key, nowMs);
        var exists = index != None;
        if (options.VisitOld && exists)
        {
            ref var entry = ref _entries.At(index);
            if (entry.Kind != EntryKind.String)
                return EngineStatus.WrongType;
            old.Visit(PayloadOf(entry));
        }

        if (options.Condition == (exists ? SetCondition.IfAbsent : SetCondition.IfPresent))
            return EngineStatus.ConditionFailed;

        if (!exists)
            index = FindOrInsert(hash, key);
        ref var target = ref _entries.At(index);
        var expiresAtMs = options.KeepExpiry && exists ? target.ExpiresAtMs : options.ExpiresAtMs;
        value.CopyTo(Overwrite(ref target, key, value.Length));
        Finish(index, EntryKind.String, expiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    public EngineStatus Increment(uint hash, ReadOnlySpan<byte> key, long delta, out long sum, long reservedBytes)
    {
        using var held = Hold(reservedBytes);
        sum = 0;
        var nowMs = _context.NowMs;
        var index = FindLive(hash, key, nowMs);
        long expiresAtMs = 0;
        if (index != None)
        {
            ref var entry = ref _entries.At(index);
            if (entry.Kind != EntryKind.String)
                return EngineStatus.WrongType;
            if (!CanonicalInt64.TryParse(PayloadOf(entry), out sum))
                return EngineStatus.NotAnInteger;
            expiresAtMs = entry.ExpiresAtMs;
        }

        if (delta > 0 ? sum > long.MaxValue - delta : sum < long.MinValue - delta)
            return EngineStatus.Overflow;
        sum += delta;

        Span<byte> digits = stackalloc byte[MaxInt64Digits];
        Utf8Formatter.TryFormat(sum, digits, out var length);
        if (index == None)
            index = FindOrInsert(hash, key);
        digits[..length].CopyTo(Overwrite(ref _entries.At(index), key, length));
        Finish(index, EntryKind.String, expiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    public EngineStatus Append(
        uint hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out long newLength, long reservedBytes)
    {
        using var held = Hold(reservedBytes);
        var nowMs = _context.NowMs;
        var index = FindLive(hash, key, nowMs);
        newLength = value.Length;
        if (index == None)
        {
            index = FindOrInsert(hash, key);
            value.CopyTo(Overwrite(ref _entries.At(index), key, value.Length));
            Finish(index, EntryKind.String, 0, nowMs);
            return EngineStatus.Ok;
        }

        ref var entry = ref _entries.At(index);
        if (entry.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        newLength += entry.PayloadLength;
        if (newLength > _context.MaxValueBytes)
            return EngineStatus.TooLarge;
        // What is appended to once usually is again: spare room makes a run of appends linear, not quadratic.
        var spareBytes = (int)newLength >> (ReuseSlackShift + 1);
        value.CopyTo(Splice(ref entry, entry.PayloadLength, 0, value.Length, spareBytes));
        Finish(index, EntryKind.String, entry.ExpiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    /// <summary>The key's record, be it a tombstone, or a new one.</summary>
    private int FindOrInsert(uint hash, ReadOnlySpan<byte> key)
    {
        var index = Find(hash, key);
        return index != None ? index : Insert(hash, key);
    }

    /// <summary>
    /// Ends a local write: kind, expiry, a new version. A rewrite is a use for eviction; being inserted is none, or
    /// every one-hit wonder would look wanted.
    /// </summary>
    private void Finish(int index, EntryKind kind, long expiresAtMs, long nowMs)
    {
        ref var entry = ref _entries.At(index);
        if (HasValue(entry))
            _policy.Used(index);
        Describe(ref entry, kind, expiresAtMs);
        Stamp(ref entry, NextVersion(nowMs));
    }
}
