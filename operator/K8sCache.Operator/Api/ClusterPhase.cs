using System.Text.Json.Serialization;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api;

/// <summary>A cluster's conditions in one word. The names are part of the API.</summary>
[JsonConverter(typeof(EnumNameConverter<ClusterPhase>))]
public enum ClusterPhase
{
    /// <summary>There has been no topology yet.</summary>
    Pending = 0,

    /// <summary>Serving, and on the way to what the spec asks for.</summary>
    Progressing = 1,

    /// <summary>All as the spec asks for.</summary>
    Ready = 2,

    /// <summary>Serving with less than the spec asks for, or not serving all slots.</summary>
    Degraded = 3,

    /// <summary>The spec cannot be met as it is written.</summary>
    Invalid = 4,
}
