using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>
/// The admission plugins that touch every new Pod: ServiceAccount (account and token volume), DefaultTolerationSeconds and
/// Priority.
/// </summary>
internal sealed class PodAdmission(Func<IClusterApi> api, Random random)
{
    private const string SuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const string TokenMountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    public void Mutate(AdmissionContext context)
    {
        if (context.Operation != AdmissionOperation.Create || context.Object?["spec"] is not JsonObject spec) return;
        SetAccount(context, spec);
        AddToleration(spec, "node.kubernetes.io/not-ready");
        AddToleration(spec, "node.kubernetes.io/unreachable");
        Default(spec, "priority", 0);
        Default(spec, "preemptionPolicy", "PreemptLowerPriority");
    }

    /// <summary>The status a Pod is born with.</summary>
    public static void Prepare(AdmissionContext context)
    {
        if (context.OldObject is null && context.Object is { } pod)
            pod["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QualityOfService.Of(pod) };
    }

    private void SetAccount(AdmissionContext context, JsonObject spec)
    {
        if (Text(spec, "serviceAccountName").Length == 0) spec["serviceAccountName"] = "default";
        var name = Text(spec, "serviceAccountName");
        spec["serviceAccount"] = name;
        var account = api().Find(KnownResources.ServiceAccounts, context.Namespace, name)
            ?? throw Errors.Forbidden(
                context.Resource.Resource,
                context.Name,
                $"error looking up service account {context.Namespace}/{name}: serviceaccount \"{name}\" not found");
        var automount = spec["automountServiceAccountToken"] ?? account["automountServiceAccountToken"];
        if (Schema.JsonScalars.Read(automount) is not false) MountToken(spec);
    }

    private void MountToken(JsonObject spec)
    {
        var containers = Objects(spec, "containers").Concat(Objects(spec, "initContainers"))
            .Where(container => !Objects(container, "volumeMounts").Any(mount => Text(mount, "mountPath") == TokenMountPath)).ToList();
        if (containers.Count == 0) return;
        lock (random)
        {
            var name = "kube-api-access-" + string.Concat(Enumerable.Range(0, 5).Select(_ => SuffixAlphabet[random.Next(SuffixAlphabet.Length)]));
            foreach (var container in containers)
            {
                Append(container, "volumeMounts", new JsonObject { ["name"] = name, ["readOnly"] = true, ["mountPath"] = TokenMountPath });
            }

            Append(spec, "volumes", TokenVolume(name));
        }
    }

    private static JsonObject TokenVolume(string name)
    {
        var volume = (JsonObject)JsonNode.Parse(
            """
            {"projected": {"defaultMode": 420, "sources": [
              {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
              {"configMap": {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}},
              {"downwardAPI": {"items": [{"path": "namespace", "fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.namespace"}}]}}]}}
            """)!;
        volume["name"] = name;
        return volume;
    }

    private static void AddToleration(JsonObject spec, string key)
    {
        var isTolerated = Objects(spec, "tolerations").Any(toleration =>
            Text(toleration, "key") is var other && (other == key || other.Length == 0) && Text(toleration, "effect") is "NoExecute" or "");
        if (isTolerated) return;
        Append(spec, "tolerations", new JsonObject
        {
            ["key"] = key,
            ["operator"] = "Exists",
            ["effect"] = "NoExecute",
            ["tolerationSeconds"] = 300,
        });
    }

    private static void Append(JsonObject json, string name, JsonObject item)
    {
        if (json[name] is JsonArray list) list.Add(item);
        else json[name] = new JsonArray(item);
    }
}
