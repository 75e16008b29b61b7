namespace K8sCache.Storage.Shards;

/// <summary>An entry's place in one of the two queues: 16 bytes.</summary>
internal struct FifoLink
{
    public int Newer;
    public int Older;
    public uint Hash;

    /// <summary>Uses since it entered its queue, saturating.</summary>
    public byte Uses;

    public bool IsMain;
}
