namespace K8sCache.Storage.Values;

/// <summary>Reads one value under its shard's lock: short, and never calling the engine.</summary>
public interface IValueReader
{
    /// <summary>Not called for a missing entry. What it answers is the operation's status.</summary>
    EngineStatus Read(scoped in ValueView value);
}
