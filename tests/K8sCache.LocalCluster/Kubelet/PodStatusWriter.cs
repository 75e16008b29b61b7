using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>Writes a pod's status where it has changed; a pod that is gone, or another of its name, is left alone.</summary>
internal sealed class PodStatusWriter(KubeletServices services)
{
    public void Write(JsonObject pod, PodObservation observed)
    {
        while (true)
        {
            if (services.Api.Find(KnownResources.Pods, pod.Namespace(), pod.Name()) is not { } current || current.Uid() != pod.Uid())
                return;
            var status = PodStatus.Build(current, observed, services.Time.GetUtcNow());
            if (JsonNode.DeepEquals(current["status"], status))
                return;
            current["status"] = status;
            try
            {
                services.Api.UpdateStatus(KnownResources.Pods, current);
                return;
            }
            catch (ApiException error) when (error.IsConflict || error.IsNotFound)
            {
                // Another writer was first: look again.
            }
        }
    }
}
