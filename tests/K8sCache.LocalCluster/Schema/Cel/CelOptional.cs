namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>What <c>a.?b</c> gives: a value or nothing.</summary>
internal sealed record CelOptional(bool HasValue, object? Value)
{
    public static readonly CelOptional None = new(false, null);

    public static CelOptional Of(object? value) => new(true, value);
}
