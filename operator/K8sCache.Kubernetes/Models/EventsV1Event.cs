using System.Text.Json.Serialization;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Models;

/// <summary>Something that happened to an object, for people to read; kept for an hour by default.</summary>
[KubernetesEntity(Group = "events.k8s.io", ApiVersion = "v1", Kind = "Event", PluralName = "events")]
public sealed record EventsV1Event : KubernetesObject
{
    /// <summary>When it first happened; required, and cannot change.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Set once it happened again.</summary>
    public EventsV1EventSeries? Series { get; init; }

    /// <summary>Qualified name of the controller, <c>k8scache.io/operator</c>.</summary>
    public string? ReportingController { get; init; }

    /// <summary>Instance of the controller, at most 128 bytes.</summary>
    public string? ReportingInstance { get; init; }

    /// <summary>What was done or failed, CamelCase, at most 128 bytes.</summary>
    public string? Action { get; init; }

    /// <summary>Why, CamelCase, at most 128 bytes.</summary>
    public string? Reason { get; init; }

    public V1ObjectReference? Regarding { get; init; }
    public V1ObjectReference? Related { get; init; }

    /// <summary>For people; at most 1,024 bytes.</summary>
    public string? Note { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; init; }
}
