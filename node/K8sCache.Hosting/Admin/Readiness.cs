namespace K8sCache.Hosting.Admin;

/// <summary>
/// Why a process is not ready yet. A process is ready when every condition it named holds; the missing ones
/// are what <c>/readyz</c> answers, so that <c>kubectl describe</c> shows them.
/// </summary>
public sealed class Readiness
{
    private readonly Lock _lock = new();
    private readonly List<(string Reason, Func<bool> Holds)> _conditions = [];
    private volatile bool _draining;

    /// <param name="reason">What stands in the answer while it does not hold: <c>no topology yet</c>.</param>
    public void Require(string reason, Func<bool> holds)
    {
        lock (_lock)
        {
            _conditions.Add((reason, holds));
        }
    }

    /// <summary>From now on not ready: load balancers send no more connections while the open ones finish.</summary>
    public void BeginDrain() => _draining = true;

    public IReadOnlyList<string> Missing()
    {
        if (_draining)
        {
            return ["draining"];
        }
        lock (_lock)
        {
            return [.. _conditions.Where(condition => !condition.Holds()).Select(condition => condition.Reason)];
        }
    }

    public bool IsReady => Missing().Count == 0;
}
