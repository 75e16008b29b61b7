using System.Text.Json.Serialization;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Api;

/// <summary>What a node whose memory is full does with a write. The names are part of the API.</summary>
[JsonConverter(typeof(EnumNameConverter<EvictionPolicy>))]
public enum EvictionPolicy
{
    /// <summary>Evicts by the S3-FIFO policy.</summary>
    S3Fifo = 0,

    /// <summary>Refuses it.</summary>
    None = 1,
}
