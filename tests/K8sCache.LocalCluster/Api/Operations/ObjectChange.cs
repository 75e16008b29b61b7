using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>The outcome of a change: the new object (the live one itself for no change) and how it came about.</summary>
public sealed record ObjectChange(JsonObject Object, ChangeSource Source)
{
    /// <summary>Duplicate fields and the like that decoding the body found.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Unknown fields may be in it and defaults missing.</summary>
    public bool NeedsDecoding { get; init; } = true;

    /// <summary>Field owners are in the object already.</summary>
    public bool Tracked { get; init; }

    /// <summary>The caller named the version it changes: never retried on a newer one.</summary>
    public bool HasVersion { get; init; } = Source == ChangeSource.Put && Object.ResourceVersion().Length > 0;
}
