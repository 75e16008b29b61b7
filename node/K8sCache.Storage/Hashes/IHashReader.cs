namespace K8sCache.Storage.Hashes;

/// <summary>Reads one hash under its shard's lock: short, and never calling the engine.</summary>
public interface IHashReader
{
    /// <summary>Called for a missing entry too, with an empty hash; not for one of another kind.</summary>
    void Read(scoped in HashView hash);
}
