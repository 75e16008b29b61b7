namespace K8sCache.LocalCluster.Api;

/// <summary>A subresource as discovery lists it. Group and version are given where its kind belongs to another group (Scale, Eviction).</summary>
public sealed record SubresourceDefinition(string Name, string Kind, IReadOnlyList<string> Verbs, string Group = "", string Version = "");
