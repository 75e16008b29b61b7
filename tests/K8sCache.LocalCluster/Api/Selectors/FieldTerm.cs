namespace K8sCache.LocalCluster.Api.Selectors;

/// <summary>One term of a field selector: the field equals the value, or does not.</summary>
public sealed record FieldTerm(string Field, string Value, bool Equal);
