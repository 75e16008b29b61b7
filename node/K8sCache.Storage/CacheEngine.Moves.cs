using K8sCache.Storage.Keys;
using K8sCache.Storage.Values;

namespace K8sCache.Storage;

/// <summary>Whole values that go elsewhere: to another key, or out and in again.</summary>
public sealed partial class CacheEngine
{
    /// <summary>
    /// Copies value and expiry to another key. <see cref="EngineStatus.ConditionFailed"/> when that has a value that is not to
    /// be replaced.
    /// </summary>
    public EngineStatus Copy(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, bool replace)
    {
        var taken = new TakenValue();
        var status = Read(source, ref taken);
        return status == EngineStatus.Ok
            ? Place(destination, taken.Kind, taken.Payload, taken.ExpiresAtMs, replace)
            : status;
    }

    /// <summary>As <see cref="Copy"/>, and the source is gone. Two different keys.</summary>
    public EngineStatus Rename(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, bool replace)
    {
        var status = Copy(source, destination, replace);
        if (status == EngineStatus.Ok)
            Delete(source);
        return status;
    }

    /// <summary>The value as bytes that <see cref="Restore"/> takes, here or in another engine of this version.</summary>
    public EngineStatus Dump(ReadOnlySpan<byte> key, out byte[] dump)
    {
        var taken = new TakenValue();
        var status = Read(key, ref taken);
        dump = status == EngineStatus.Ok ? DumpFormat.Write(taken.Kind, taken.Payload) : [];
        return status;
    }

    /// <summary>Whether the bytes are an undamaged dump of this version.</summary>
    public static bool IsDump(ReadOnlySpan<byte> dump) => DumpFormat.TryRead(dump, out _, out _);

    /// <summary>
    /// Makes a value of a dump. <see cref="EngineStatus.Malformed"/> when it is none, <see cref="EngineStatus.ConditionFailed"/>
    /// when there is a value that is not to be replaced.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="dump">What <see cref="Dump"/> gave.</param>
    /// <param name="expiresAtMs">Milliseconds since the Unix epoch; 0 = never.</param>
    /// <param name="replace">Whether an old value goes.</param>
    public EngineStatus Restore(ReadOnlySpan<byte> key, ReadOnlySpan<byte> dump, long expiresAtMs, bool replace) =>
        DumpFormat.TryRead(dump, out var kind, out var payload) && kind is not (EntryKind.None or EntryKind.Tombstone)
            ? Place(key, kind, payload, expiresAtMs, replace)
            : EngineStatus.Malformed;

    private EngineStatus Place(
        ReadOnlySpan<byte> key, EntryKind kind, ReadOnlySpan<byte> payload, long expiresAtMs, bool replace)
    {
        if (!ValueFormats.TryAccept(kind, payload, _context.ElementSeed, out var large))
            return EngineStatus.Malformed;
        var placed = new PlacedValue(kind, payload, large, expiresAtMs, onlyIfAbsent: !replace);
        return Update(key, ref placed);
    }
}
