using System.Buffers.Binary;
using K8sCache.Storage.Values;

namespace K8sCache.Storage.Hashes;

/// <summary>
/// The steps every change of a hash is made of. A field that has expired counts as missing, and is dropped for good by
/// <see cref="Finish"/>, so that a change refused half-way has left the value as it was.
/// </summary>
internal static class HashEdit
{
    // Room kept for what follows makes a write of many fields linear; more than a fifth would be taken back.
    private const int SpareDivisor = 5;

    public static bool IsOther(scoped ref ValueEditor value) => value.Exists && value.Kind != EntryKind.Hash;

    public static bool TryGet(
        scoped ref ValueEditor value, ReadOnlySpan<byte> field, out ReadOnlySpan<byte> text, out long expiresAtMs)
    {
        var view = new HashView(value.Payload, value.Large as LargeHash, value.NowMs);
        var found = view.TryGet(field, out var viewed, out expiresAtMs);
        text = viewed;
        return found;
    }

    /// <summary>Writes a field, be it new or not; 0 = it never expires.</summary>
    /// <param name="value">The hash, or no entry.</param>
    /// <param name="field">Its name.</param>
    /// <param name="text">Its value.</param>
    /// <param name="expiresAtMs">Milliseconds since the Unix epoch.</param>
    /// <param name="seed">Of large hashes.</param>
    /// <param name="restBytes">What is going to be written right after it: room is kept for some of that.</param>
    public static void Put(
        scoped ref ValueEditor value,
        scoped ReadOnlySpan<byte> field,
        scoped ReadOnlySpan<byte> text,
        long expiresAtMs,
        ulong seed,
        long restBytes = 0)
    {
        value.Recorder?.FieldSet(field, text, expiresAtMs);
        if (!value.Exists)
            value.SetPayload(EntryKind.Hash, 1)[0] = 0;
        if (value.Large is null && TryPutPacked(ref value, field, text, expiresAtMs, restBytes))
            return;
        if (value.Large is not LargeHash large)
        {
            large = LargeHash.Unpack(new PackedHash(value.Payload), seed, value.NowMs);
            value.SetLarge(EntryKind.Hash, large);
        }

        large.Set(field, text, expiresAtMs);
    }

    /// <summary>Removes a field; false when there was none.</summary>
    public static bool Remove(scoped ref ValueEditor value, ReadOnlySpan<byte> field)
    {
        value.Recorder?.FieldRemoved(field);
        if (value.Large is LargeHash large)
        {
            var index = large.Find(field);
            if (index < 0)
                return false;
            var wasLive = large.IsLive(index, value.NowMs);
            large.Remove(index);
            return wasLive;
        }

        if (!new PackedHash(value.Payload).TryFind(field, out var found, out _))
            return false;
        var isLive = found.IsLive(value.NowMs);
        value.Splice(found.Offset, found.End - found.Offset, 0);
        return isLive;
    }

    /// <summary>Sets when a field there is expires; 0 = never.</summary>
    public static void SetExpiry(scoped ref ValueEditor value, ReadOnlySpan<byte> field, long expiresAtMs)
    {
        // With its value: a copy whose clock is ahead may have dropped it already.
        if (value.Recorder is { } recorder && TryGet(ref value, field, out var text, out _))
            recorder.FieldSet(field, text, expiresAtMs);
        if (value.Large is LargeHash large)
        {
            large.SetExpiry(large.Find(field), expiresAtMs);
            return;
        }

        MakeExpiring(ref value);
        if (new PackedHash(value.Payload).TryFind(field, out var found, out _))
            BinaryPrimitives.WriteInt64LittleEndian(value.Payload[(found.End - PackedHash.TimeBytes)..], expiresAtMs);
    }

    /// <summary>Ends a change: drops what has expired, and the hash with its last field.</summary>
    public static EngineStatus Finish(scoped ref ValueEditor value)
    {
        if (value.Large is LargeHash large)
        {
            large.RemoveDue(value.NowMs);
            if (large.Count == 0)
                value.Delete();
            return EngineStatus.Ok;
        }

        var packed = new PackedHash(value.Payload);
        if (packed.IsExpiring)
            DropExpired(ref value);
        if (value.Payload.Length <= new PackedHash(value.Payload).HeaderBytes)
            value.Delete();
        return EngineStatus.Ok;
    }

    /// <summary>Most bytes writing a field can add.</summary>
    public static long UpperBound(int fieldLength, int valueLength) =>
        ElementTable.UpperBound((long)fieldLength + valueLength) + (2 * PackedHash.TimeBytes);

    private static bool TryPutPacked(
        scoped ref ValueEditor value,
        scoped ReadOnlySpan<byte> field,
        scoped ReadOnlySpan<byte> text,
        long expiresAtMs,
        long restBytes)
    {
        var packed = new PackedHash(value.Payload);
        var exists = packed.TryFind(field, out var found, out var fieldCount);
        long added = PackedHash.SizeOf(field, text, packed.IsExpiring || expiresAtMs != 0);
        if ((!exists && fieldCount >= PackedHash.MaxCompactFields)
            || value.Payload.Length + added > PackedHash.MaxPackedBytes)
        {
            return false;
        }

        if (expiresAtMs != 0 && !packed.IsExpiring)
        {
            MakeExpiring(ref value);
            packed = new PackedHash(value.Payload);
            exists = packed.TryFind(field, out found, out _);
        }

        var offset = exists ? found.Offset : value.Payload.Length;
        // What was viewed before is gone with the splice.
        var isExpiring = packed.IsExpiring;
        var spare = (int)Math.Min(restBytes, (value.Payload.Length + added) / SpareDivisor);
        var target = value.Splice(offset, exists ? found.End - offset : 0, (int)added, spare);
        PackedHash.WriteField(target, field, text, isExpiring, expiresAtMs);
        if (Math.Max(field.Length, text.Length) > PackedHash.MaxCompactItemBytes)
            value.Payload[0] |= PackedHash.PastLimits;
        return true;
    }

    /// <summary>Gives every field of a packed hash room for its expiry.</summary>
    private static void MakeExpiring(scoped ref ValueEditor value)
    {
        var packed = new PackedHash(value.Payload);
        if (packed.IsExpiring)
            return;
        var old = value.Payload.ToArray();
        packed = new PackedHash(old);
        packed.TryMeasure(out var fieldCount, out _);
        var size = old.Length + ((fieldCount + 1) * PackedHash.TimeBytes);
        var target = value.SetPayload(EntryKind.Hash, size);
        PackedHash.WriteHeader(target, (byte)(old[0] | PackedHash.Expiring), 0);
        var written = PackedHash.HeaderSize(isExpiring: true);
        for (var offset = packed.HeaderBytes; packed.TryRead(ref offset, out var field);)
            written += PackedHash.WriteField(target[written..], field.Name, field.Value, isExpiring: true, 0);
    }

    /// <summary>Removes what has expired from a packed hash, and notes when the next field does.</summary>
    private static void DropExpired(scoped ref ValueEditor value)
    {
        long earliest = 0;
        var packed = new PackedHash(value.Payload);
        for (var offset = packed.HeaderBytes; packed.TryRead(ref offset, out var field);)
        {
            if (!field.IsLive(value.NowMs))
            {
                value.Splice(field.Offset, field.End - field.Offset, 0);
                offset = field.Offset;
                packed = new PackedHash(value.Payload);
            }
            else if (field.ExpiresAtMs != 0 && (earliest == 0 || field.ExpiresAtMs < earliest))
            {
                earliest = field.ExpiresAtMs;
            }
        }

        PackedHash.WriteHeader(value.Payload, value.Payload[0], earliest);
    }
}
