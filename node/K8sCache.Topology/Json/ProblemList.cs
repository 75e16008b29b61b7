namespace K8sCache.Topology.Json;

/// <summary>Problems of one document, bounded: beyond <see cref="TopologyLimits.MaxProblems"/> they are only counted.</summary>
internal sealed class ProblemList
{
    private readonly List<string> _problems = [];
    private int _unlisted;

    public bool IsEmpty => _problems.Count == 0;

    public void Add(string problem)
    {
        if (_problems.Count < TopologyLimits.MaxProblems)
            _problems.Add(problem);
        else
            _unlisted++;
    }

    public IReadOnlyList<string> ToList() =>
        _unlisted == 0 ? _problems : [.. _problems, $"and {_unlisted} more"];
}
