namespace K8sCache.Storage.Shards;

/// <summary>
/// Decides which entry of a shard goes next. Works on the table's indices and is called under the shard's
/// lock; a struct, so that each shard's code is compiled with its policy inlined.
/// </summary>
internal interface IEvictionPolicy
{
    /// <summary>Heap bytes it adds for each page of entries.</summary>
    long PageBytes { get; }

    void AddPage();

    void Added(int index, uint hash);

    void Used(int index);

    /// <summary>Uses of an entry that are remembered.</summary>
    int UsesOf(int index);

    /// <summary>Picks the entry to evict next and remembers that it went; the caller removes it. -1 when there is none.</summary>
    int ChooseVictim();

    void Removed(int index);

    void Clear();
}
