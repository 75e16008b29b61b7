namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>Variables in sight: an immutable chain, innermost first.</summary>
internal sealed record CelScope(CelScope? Parent, string Name, object? Value)
{
    public CelScope With(string name, object? value) => new(this, name, value);

    public bool TryFind(string name, out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.Name != name) continue;
            value = scope.Value;
            return true;
        }

        value = null;
        return false;
    }
}
