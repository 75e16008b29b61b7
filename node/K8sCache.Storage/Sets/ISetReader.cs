namespace K8sCache.Storage.Sets;

/// <summary>Reads one set under its shard's lock: short, and never calling the engine.</summary>
public interface ISetReader
{
    /// <summary>Called for a missing entry too, with an empty set; not for one of another kind.</summary>
    void Read(scoped in SetView set);
}
