namespace K8sCache.Storage.Sets;

/// <summary>How many members there are.</summary>
public struct MemberCount : ISetReader
{
    public int Count { get; private set; }

    public void Read(scoped in SetView set) => Count = set.Count;
}
