namespace K8sCache.Storage.Hashes;

/// <summary>How many fields there are.</summary>
internal struct HashCount : IHashReader
{
    public int Count { get; private set; }

    public void Read(scoped in HashView hash) => Count = hash.Count;
}
