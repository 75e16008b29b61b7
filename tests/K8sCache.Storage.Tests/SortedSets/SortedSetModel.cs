namespace K8sCache.Storage.Tests.SortedSets;

/// <summary>A sorted set nobody can doubt.</summary>
internal sealed class SortedSetModel
{
    private readonly Dictionary<string, double> _scores = [];
    private readonly SortedSet<(double Score, string Member)> _elements = new(Comparer<(double Score, string Member)>.Create(
        (left, right) => left.Score != right.Score
            ? left.Score.CompareTo(right.Score)
            : string.CompareOrdinal(left.Member, right.Member)));

    public int Count => _scores.Count;

    public IReadOnlyCollection<(double Score, string Member)> Elements => _elements;

    public bool Set(string member, double score)
    {
        var isNew = !_scores.TryGetValue(member, out var old);
        if (!isNew)
            _elements.Remove((old, member));
        _scores[member] = score;
        _elements.Add((score, member));
        return isNew;
    }

    public bool Remove(string member) => _scores.Remove(member, out var score) && _elements.Remove((score, member));

    public void RemoveRange(int rank, int count)
    {
        foreach (var (_, member) in _elements.Skip(rank).Take(count).ToList())
            Remove(member);
    }
}
