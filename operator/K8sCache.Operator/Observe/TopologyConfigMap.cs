using System.Text;
using k8s.Models;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Topology;
using K8sCache.Topology.Json;

namespace K8sCache.Operator.Observe;

/// <summary>A cluster's topology as its ConfigMap holds it: where the operator remembers it, and where pods that start read it.</summary>
public static class TopologyConfigMap
{
    /// <summary>What the API server takes as the data of one ConfigMap, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>A larger document is stored compressed: readable to fewer tools, but it leaves room to grow.</summary>
    public const int MaxPlainBytes = MaxBytes / 4;

    /// <summary>The topology, or null where there is none or what is there is none: both are mended by writing a new one.</summary>
    public static TopologyDocument? Read(V1ConfigMap? configMap)
    {
        if (configMap?.Data?.TryGetValue(Names.TopologyKey, out var text) == true)
            return TopologyJson.Parse(text).Document;
        return configMap?.BinaryData?.TryGetValue(Names.TopologyKey, out var compressed) == true
            ? TopologyJson.Parse(compressed).Document
            : null;
    }

    /// <summary>The ConfigMap to write: a change of the stored one, so that a write based on an old view is refused.</summary>
    public static V1ConfigMap With(CacheCluster cluster, V1ConfigMap? stored, TopologyDocument topology)
    {
        var json = TopologyJson.Serialize(topology);
        var plain = json.Length <= MaxPlainBytes;
        var wanted = ObjectMetadata.Of(cluster, Names.Topology(cluster.Metadata.Name!), component: null);
        return (stored ?? new V1ConfigMap()) with
        {
            Metadata = stored is null ? wanted : stored.Metadata with
            {
                Labels = Maps.Merge(stored.Metadata.Labels, wanted.Labels),
                OwnerReferences = wanted.OwnerReferences,
            },
            BinaryData = plain ? null : new Dictionary<string, byte[]> { [Names.TopologyKey] = TopologyGzip.Compress(json) },
            Data = plain ? new Dictionary<string, string> { [Names.TopologyKey] = Encoding.UTF8.GetString(json) } : null,
        };
    }
}
