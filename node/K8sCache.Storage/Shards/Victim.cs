namespace K8sCache.Storage.Shards;

/// <summary>What is known of an entry before it is judged.</summary>
internal readonly record struct Victim(long Address, bool IsEntry, uint Hash, int Slot);
