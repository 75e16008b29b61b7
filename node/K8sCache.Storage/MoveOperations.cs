using K8sCache.Storage.Keys;
using K8sCache.Storage.Kinds;

namespace K8sCache.Storage;

/// <summary>Whole values that go elsewhere: to another key, or out of an engine and in again.</summary>
public static class MoveOperations
{
    /// <summary>
    /// Copies value and expiry to another key. <see cref="EngineStatus.ConditionFailed"/> when that has a value that is not to
    /// be replaced.
    /// </summary>
    public static EngineStatus Copy(this CacheEngine engine, ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, bool replace)
    {
        var taken = new TakenValue();
        var status = engine.Read(source, ref taken);
        return status == EngineStatus.Ok
            ? engine.Place(destination, taken.Kind, taken.Payload, taken.ExpiresAtMs, replace)
            : status;
    }

    /// <summary>As <see cref="Copy"/>, and the source is gone. Two different keys.</summary>
    public static EngineStatus Rename(this CacheEngine engine, ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, bool replace)
    {
        var status = engine.Copy(source, destination, replace);
        if (status == EngineStatus.Ok)
            engine.Delete(source);
        return status;
    }

    /// <summary>The value as bytes that <see cref="Restore"/> takes, here or in another engine of this version.</summary>
    public static EngineStatus Dump(this CacheEngine engine, ReadOnlySpan<byte> key, out byte[] dump)
    {
        var taken = new TakenValue();
        var status = engine.Read(key, ref taken);
        dump = status == EngineStatus.Ok ? DumpFormat.Write(taken.Kind, taken.Payload) : [];
        return status;
    }

    /// <summary>
    /// Makes a value of a dump. <see cref="EngineStatus.Malformed"/> when it is none, <see cref="EngineStatus.ConditionFailed"/>
    /// when there is a value that is not to be replaced.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="dump">What <see cref="Dump"/> gave.</param>
    /// <param name="expiresAtMs">Milliseconds since the Unix epoch; 0 = never.</param>
    /// <param name="replace">Whether an old value goes.</param>
    public static EngineStatus Restore(this CacheEngine engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> dump, long expiresAtMs, bool replace) =>
        DumpFormat.TryRead(dump, out var kind, out var payload) && kind is not (EntryKind.None or EntryKind.Tombstone)
            ? engine.Place(key, kind, payload, expiresAtMs, replace)
            : EngineStatus.Malformed;

    private static EngineStatus Place(
        this CacheEngine engine, ReadOnlySpan<byte> key, EntryKind kind, ReadOnlySpan<byte> payload, long expiresAtMs, bool replace)
    {
        if (!ValueFormats.TryAccept(kind, payload, engine.Context.ElementSeed, out var large))
            return EngineStatus.Malformed;
        var placed = new PlacedValue(kind, payload, large, expiresAtMs, onlyIfAbsent: !replace);
        return engine.Update(key, ref placed);
    }
}
