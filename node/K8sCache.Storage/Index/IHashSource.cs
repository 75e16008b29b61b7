namespace K8sCache.Storage.Index;

/// <summary>Hashes the key of an entry again, for an index too small to know a hash by its bucket and its tag.</summary>
internal interface IHashSource
{
    uint HashAt(long address);
}
