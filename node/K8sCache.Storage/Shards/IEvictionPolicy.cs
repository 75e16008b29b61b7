namespace K8sCache.Storage.Shards;

/// <summary>
/// Decides which entry of a shard goes next. Works on the table's indices and is called under the shard's
/// lock; a struct, so that each shard's code is compiled with its policy inlined.
/// </summary>
internal interface IEvictionPolicy
{
    /// <summary>Heap bytes it adds for each page of entries.</summary>
    long PageBytes { get; }

    /// <summary>The entry to evict next, -1 when there is none.</summary>
    int Victim { get; }

    void AddPage();

    void Added(int index);

    void Used(int index);

    void Removed(int index);

    void Clear();
}
