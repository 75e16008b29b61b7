using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Api;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;

namespace K8sCache.Operator.Apply;

/// <summary>
/// The Secret with a cluster's internal identity, which its pods mount. The operator may write Secrets and reads none: that it is there
/// and right is known of pods that mount it and answer; otherwise it is written, and again while a pod does not start or refuses us.
/// </summary>
public sealed class IdentitySecrets(IKubernetesClient client, TimeProvider timeProvider)
{
    /// <summary>Written so often at most while pods wait for something.</summary>
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromSeconds(10);

    private static readonly WriteOptions Options = new() { FieldManager = Names.FieldManager };

    private readonly ConcurrentDictionary<ObjectKey, (string Uid, long At)> _written = new();

    /// <param name="cluster">Whose.</param>
    /// <param name="observed">What its pods say, and its token, which must be known.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was made; to write what is there already changes nothing anybody could see.</returns>
    /// <exception cref="NameTakenException">A Secret of that name is somebody else's.</exception>
    public async Task<bool> EnsureAsync(CacheCluster cluster, ObservedCluster observed, CancellationToken cancellationToken)
    {
        if (IsProven(cluster, observed))
            return false;
        var key = cluster.Key();
        var uid = cluster.Metadata.Uid ?? "";
        if (_written.TryGetValue(key, out var written) && written.Uid == uid
            && !((observed.ArePodsWaiting || observed.AnyRefused) && timeProvider.GetElapsedTime(written.At) >= RepeatInterval))
            return false;
        var secret = Build(cluster, observed.Token);
        // Made only where there is none: a quota that is used up refuses to make even what exists.
        var isNew = !await TryRenewAsync(cluster, secret, cancellationToken);
        if (isNew)
            await client.CreateAsync(secret, Options, cancellationToken);
        _written[key] = (uid, timeProvider.GetTimestamp());
        return isNew;
    }

    /// <summary>Drops what is remembered of a cluster that is gone.</summary>
    public void Forget(ObjectKey cluster) => _written.TryRemove(cluster, out _);

    private static bool IsProven(CacheCluster cluster, ObservedCluster observed) =>
        !observed.ArePodsWaiting
        && observed.Nodes.Count > 0 && observed.Nodes.All(node => node.Answers)
        && observed.NodeSet?.Spec?.Template?.Spec?.Volumes?
            .Any(volume => volume.Secret?.SecretName == Names.Identity(cluster.Metadata.Name!)) == true;

    private static V1Secret Build(CacheCluster cluster, string token) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = ObjectMetadata.Of(cluster, Names.Identity(cluster.Metadata.Name!), component: null),
        Data = new Dictionary<string, byte[]> { [Names.IdentityMember] = Encoding.ASCII.GetBytes(token + "\n") },
    };

    /// <summary>Only of what has the labels this operator gives: the API server looks, so that nothing need be read.</summary>
    /// <returns>False where there is none.</returns>
    private async Task<bool> TryRenewAsync(CacheCluster cluster, V1Secret secret, CancellationToken cancellationToken)
    {
        var labels = secret.Metadata.Labels;
        var json = OperatorTypes.Json.ToNode(secret);
        var patch = KubernetesPatch.Json(
            Test(Labels.Name, labels), Test(Labels.ManagedBy, labels), Test(Labels.Instance, labels),
            JsonPatchOperation.Add("/data", json["data"]!.DeepClone()),
            JsonPatchOperation.Add("/metadata/ownerReferences", json["metadata"]!["ownerReferences"]!.DeepClone()));
        try
        {
            await client.PatchAsync<V1Secret>(secret.Key(), patch, Options, cancellationToken);
            return true;
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return false;
        }
        catch (ApiException error) when (error.IsInvalid)
        {
            throw new NameTakenException(
                $"Secret {secret.Metadata.Name} exists and is not of CacheCluster {cluster.Metadata.Name}, or is immutable: nothing is written until it "
                + "is gone; delete or rename it, or give the cache another name", error);
        }
    }

    private static JsonPatchOperation Test(string label, IDictionary<string, string> labels)
    {
        var escaped = label.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return JsonPatchOperation.Test($"/metadata/labels/{escaped}", JsonValue.Create(labels[label]));
    }
}
