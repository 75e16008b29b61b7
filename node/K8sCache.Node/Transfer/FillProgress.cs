namespace K8sCache.Node.Transfer;

/// <summary>How far this node's filling copies are, in one topology; immutable.</summary>
internal sealed record FillProgress(long Epoch, IReadOnlyList<(int From, int To)> Filling, IReadOnlyList<(int From, int To)> Filled)
{
    public static readonly FillProgress None = new(0, [], []);

    /// <summary>What keeps streams from going on, for people to read.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
