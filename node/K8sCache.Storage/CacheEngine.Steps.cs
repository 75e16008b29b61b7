using K8sCache.Storage.Shards;

namespace K8sCache.Storage;

/// <summary>Large values travel as what was changed in them, between two versions.</summary>
public sealed partial class CacheEngine
{
    /// <summary>Whether changes of large values are remembered for a moment. Needed where other nodes are sent them.</summary>
    public bool KeepSteps
    {
        get => _context.KeepSteps;
        set => _context.KeepSteps = value;
    }

    /// <summary>As <see cref="Snapshot"/>, but of a large value that was changed just now its last changes first.</summary>
    public void SnapshotSteps<TVisitor>(ReadOnlySpan<byte> key, ref TVisitor visitor)
        where TVisitor : IStepVisitor, allows ref struct =>
        ShardOf(key, out var hash).SnapshotSteps(hash, key, ref visitor);

    /// <summary>
    /// Takes another copy's changes. <see cref="EngineStatus.Stale"/> when what is here is as young;
    /// <see cref="EngineStatus.OtherBase"/> when they start from nothing that is here, and the whole state is needed.
    /// </summary>
    public EngineStatus Advance(in EntrySteps steps)
    {
        var needs = CopySteps<S3FifoPolicy>.NeedsOf(steps, LengthOf(steps.Key));
        var shard = ShardOf(steps.Key, out var hash);
        EngineStatus status;
        var tries = 0;
        while ((status = shard.Advance(hash, steps, needs)) == CacheShard<S3FifoPolicy>.NeedsRoom)
        {
            if (!MakeRoom(needs, ref tries))
                return EngineStatus.OutOfMemory;
        }

        return Trimmed(status);
    }
}
