using System.Buffers.Text;

namespace K8sCache.Storage.Shards;

internal sealed partial class CacheShard<TPolicy>
{
    private const int MaxInt64Digits = 20;

    // Growing by appending leaves an eighth of room, so that a run of appends is linear.
    private const int AppendSpareShift = 3;

    public EngineStatus Get<TVisitor>(uint hash, ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IValueVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        var entry = FindUsed(hash, key);
        if (entry.IsNone)
            return EngineStatus.Missing;
        if (entry.Item.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        visitor.Visit(entry.Item.Payload);
        return EngineStatus.Ok;
    }

    public EngineStatus StringLength(uint hash, ReadOnlySpan<byte> key, out int length)
    {
        using var held = _gate.EnterScope();
        length = 0;
        var entry = FindUsed(hash, key);
        if (entry.IsNone)
            return EngineStatus.Missing;
        if (entry.Item.Kind != EntryKind.String)
            return EngineStatus.WrongType;
        length = entry.Item.PayloadLength;
        return EngineStatus.Ok;
    }

    public EngineStatus Set<TVisitor>(
        uint hash,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value,
        in SetOptions options,
        ref TVisitor old,
        long needs)
        where TVisitor : IValueVisitor, allows ref struct
    {
        using var held = _gate.EnterScope();
        if (!HasRoom(needs))
            return NeedsRoom;
        var nowMs = _context.NowMs;
        var entry = FindLive(hash, key);
        if (options.VisitOld && !entry.IsNone)
        {
            if (entry.Item.Kind != EntryKind.String)
                return EngineStatus.WrongType;
            old.Visit(entry.Item.Payload);
        }

        if (options.Condition == (entry.IsNone ? SetCondition.IfPresent : SetCondition.IfAbsent))
            return EngineStatus.ConditionFailed;

        var expiresAtMs = options.KeepExpiry && !entry.IsNone ? entry.Item.ExpiresAtMs : options.ExpiresAtMs;
        WriteString(hash, entry, key, value, expiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    public EngineStatus Increment(uint hash, ReadOnlySpan<byte> key, long delta, out long sum, long needs)
    {
        using var held = _gate.EnterScope();
        sum = 0;
        if (!HasRoom(needs))
            return NeedsRoom;
        var nowMs = _context.NowMs;
        var entry = FindLive(hash, key);
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
        WriteString(hash, entry, key, digits[..length], expiresAtMs, nowMs);
        return EngineStatus.Ok;
    }

    public EngineStatus Append(uint hash, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, out long newLength, long needs)
    {
        using var held = _gate.EnterScope();
        newLength = value.Length;
        if (!HasRoomToUpdate(hash, key, needs))
            return NeedsRoom;
        var nowMs = _context.NowMs;
        var entry = FindLive(hash, key);
        if (entry.IsNone)
        {
            WriteString(hash, entry, key, value, 0, nowMs);
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
        entry = Splice(hash, entry, oldLength, 0, value.Length, spareBytes, nowMs);
        value.CopyTo(entry.Item.Payload[oldLength..]);
        var version = NextVersion(nowMs);
        Finish(hash, entry, entry.Item.ExpiresAtMs, version, nowMs);
        if (recorder is not null)
            _steps.End(hash, version);
        return EngineStatus.Ok;
    }

    private void WriteString(
        uint hash, in Entry live, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long expiresAtMs, long nowMs)
    {
        var known = live;
        if (live.IsNone && _tombstoneCount > 0)
            known = Find(hash, key);
        if (!live.IsNone)
            live.Slot.CountUse();
        var entry = Overwrite(hash, known, key, EntryKind.String, value.Length, expiresAtMs, nowMs);
        value.CopyTo(entry.Item.Payload);
        Finish(hash, entry, expiresAtMs, NextVersion(nowMs), nowMs);
    }
}
