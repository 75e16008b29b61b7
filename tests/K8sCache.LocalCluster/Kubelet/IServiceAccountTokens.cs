using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>Makes the tokens with which pods speak to the API.</summary>
internal interface IServiceAccountTokens
{
    /// <summary>A token of a pod's ServiceAccount, bound to the pod: worthless once the pod is gone.</summary>
    /// <exception cref="Api.ApiException">There is no such ServiceAccount.</exception>
    string Issue(JsonObject pod, string serviceAccount, string? audience, TimeSpan lifetime);
}
