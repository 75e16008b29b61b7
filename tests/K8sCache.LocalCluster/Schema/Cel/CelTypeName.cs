namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>A type as a value: what <c>type(x)</c> gives, and what <c>int</c> or <c>string</c> mean by themselves.</summary>
internal sealed record CelTypeName(string Name);
