namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>What one manager owns, since when (null: it has never changed a value), and in which version it was written.</summary>
internal sealed record ManagerFields(FieldSet Set, string ApiVersion, string? Time);
