using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using K8sCache.Storage.Memory;

namespace K8sCache.Storage.Steps;

/// <summary>
/// What was changed lately in the large values of one shard. A value's place follows from its key's hash; one that comes to
/// another's place takes it. Nothing here is needed to be right: who finds no step sends the whole value. Under the shard's lock.
/// </summary>
/// <remarks>A version is given once in a shard, so a log that ends with an entry's version is that entry's.</remarks>
internal sealed class StepLogs(ShardMemory memory, int maxBytes, bool evicts)
{
    /// <summary>Values of fewer bytes are sent whole: a step saves nothing there.</summary>
    public const int MinValueBytes = 4 * 1024;

    /// <summary>A step, or several together, of more than this part of the value is not worth it.</summary>
    public const int WorthDivisor = 4;

    /// <summary>Most bytes of a step: all that is remembered of a value.</summary>
    public const int MaxStepBytes = StepLog.MaxBytes / 2;

    private const int LogCount = 32;

    private readonly StepRecorder _recorder = new();
    private StepLog?[]? _logs;

    /// <summary>Heap bytes, as charged.</summary>
    public long Bytes { get; private set; }

    /// <summary>Begins to record an update of a value of so many bytes.</summary>
    public StepRecorder Begin(EntryVersion version, long valueBytes)
    {
        _recorder.Begin(version, (int)Math.Min(MaxStepBytes, valueBytes / WorthDivisor));
        return _recorder;
    }

    /// <summary>Ends an update that took the value to a version. Without a change recorded nothing is known of it.</summary>
    public void End(uint hash, EntryVersion version)
    {
        if (!_recorder.IsTooLong && !_recorder.Changes.IsEmpty)
            Add(hash, _recorder.Base, version, _recorder.Changes);
    }

    /// <summary>A step; none of a value's elements need have changed.</summary>
    public void Add(uint hash, EntryVersion from, EntryVersion to, ReadOnlySpan<byte> changes)
    {
        Debug.Assert(changes.Length <= MaxStepBytes, "the recorder keeps to its limit");
        _logs ??= new StepLog?[LogCount];
        var log = _logs[hash % LogCount] ??= new StepLog();
        var before = log.HeldBytes;
        log.Add(from, to, changes);
        Keep(log, before);
        if (Bytes > maxBytes)
            ForgetAllBut(log);
    }

    /// <summary>The steps that end with a version, if any are known.</summary>
    public bool TryFind(uint hash, EntryVersion version, [NotNullWhen(true)] out StepLog? log)
    {
        log = _logs?[hash % LogCount];
        return log is not null && log.Last == version;
    }

    /// <summary>Charges what a log grew by. Where nothing may be evicted for it, it is given up when that does not fit.</summary>
    private void Keep(StepLog log, int before)
    {
        var grown = log.HeldBytes - before;
        if (evicts || grown <= 0)
        {
            Charge(grown);
        }
        else if (memory.TryCharge(grown))
        {
            Bytes += grown;
        }
        else
        {
            log.Forget();
            Charge(-before);
        }
    }

    private void ForgetAllBut(StepLog kept)
    {
        foreach (var log in _logs!)
        {
            if (log is null || log == kept)
                continue;
            Charge(-log.HeldBytes);
            log.Forget();
        }
    }

    private void Charge(long bytes)
    {
        if (bytes == 0)
            return;
        Bytes += bytes;
        memory.Charge(bytes);
    }
}
