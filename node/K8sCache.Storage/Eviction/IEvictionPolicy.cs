using K8sCache.Storage.Segments;

namespace K8sCache.Storage.Eviction;

/// <summary>
/// Decides which entries of a log go next. It sees queues, hashes and counts of uses only, so the same type runs in an
/// engine's shard and in a simulation; a struct, so that each shard's code is compiled with its policy inlined.
/// </summary>
internal interface IEvictionPolicy
{
    /// <summary>What it takes of the budget.</summary>
    long Bytes { get; }

    /// <summary>Has the processor fetch what it will look at for this hash, and waits for nothing; needs no lock.</summary>
    void Prefetch(uint hash);

    /// <summary>Where a new entry goes. Called once for each.</summary>
    LogQueue Admit(uint hash, long entryCount);

    /// <summary>Which queue's oldest segment is swept next; sizes in whatever unit the capacity has.</summary>
    LogQueue QueueToSweep(long smallSize, long mainSize);

    /// <summary>Whether an entry that the sweep meets stays, at the end of main, and with how many uses.</summary>
    bool Keeps(LogQueue queue, int uses, out int usesLeft);

    /// <summary>An entry was evicted.</summary>
    void Evicted(uint hash, LogQueue queue, long entryCount);

    /// <summary>Eviction is near: gets a piece of the memory that it will take for so many entries.</summary>
    void Prepare(long entryCount);

    void Clear();
}
