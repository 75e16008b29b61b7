using System.Text.Json.Nodes;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>Defaults of pod templates (SetDefaults_PodSpec, SetDefaults_Container, …) and those of Pods alone.</summary>
internal static class PodDefaults
{
    private const int FileMode = 420; // 0644

    public static void ApplyToSpec(JsonObject spec)
    {
        Default(spec, "restartPolicy", "Always");
        Default(spec, "terminationGracePeriodSeconds", 30);
        Default(spec, "dnsPolicy", "ClusterFirst");
        Default(spec, "securityContext", new JsonObject());
        Default(spec, "schedulerName", "default-scheduler");
        if (Text(spec, "serviceAccountName") is { Length: > 0 } account) spec["serviceAccount"] = account;
        else if (Text(spec, "serviceAccount") is { Length: > 0 } legacy) spec["serviceAccountName"] = legacy;
        var hostNetwork = Flag(spec, "hostNetwork");
        foreach (var container in Objects(spec, "containers").Concat(Objects(spec, "initContainers"))) ApplyToContainer(container, hostNetwork);
        foreach (var volume in Objects(spec, "volumes")) ApplyToVolume(volume);
    }

    /// <summary>Beyond a template's: what a Pod gets on its own.</summary>
    public static void ApplyToPod(JsonObject pod)
    {
        if (pod["spec"] is not JsonObject spec) return;
        Default(spec, "enableServiceLinks", true);
        foreach (var container in Objects(spec, "containers").Concat(Objects(spec, "initContainers")))
        {
            if (At(container, "resources.limits") is not JsonObject limits) continue;
            var requests = Child(Child(container, "resources"), "requests");
            foreach (var (name, limit) in limits) Default(requests, name, limit!.DeepClone());
        }
    }

    private static void ApplyToContainer(JsonObject container, bool hostNetwork)
    {
        Default(container, "terminationMessagePath", "/dev/termination-log");
        Default(container, "terminationMessagePolicy", "File");
        Default(container, "imagePullPolicy", HasFixedTag(Text(container, "image")) ? "IfNotPresent" : "Always");
        foreach (var port in Objects(container, "ports"))
        {
            Default(port, "protocol", "TCP");
            if (hostNetwork && port["containerPort"] is { } number) Default(port, "hostPort", number.DeepClone());
        }

        foreach (var probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
            if (container[probe] is JsonObject json) ApplyToProbe(json);
        foreach (var hook in new[] { "lifecycle.postStart.httpGet", "lifecycle.preStop.httpGet" })
            if (At(container, hook) is JsonObject httpGet) ApplyToHttpGet(httpGet);
        foreach (var variable in Objects(container, "env"))
            if (At(variable, "valueFrom.fieldRef") is JsonObject field) Default(field, "apiVersion", "v1");
    }

    /// <summary>A tag other than latest, or a digest, names one image for good.</summary>
    private static bool HasFixedTag(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal)) return true;
        var name = image[(image.LastIndexOf('/') + 1)..];
        var colon = name.LastIndexOf(':');
        return colon >= 0 && name[(colon + 1)..] != "latest";
    }

    private static void ApplyToProbe(JsonObject probe)
    {
        Default(probe, "timeoutSeconds", 1);
        Default(probe, "periodSeconds", 10);
        Default(probe, "successThreshold", 1);
        Default(probe, "failureThreshold", 3);
        if (probe["httpGet"] is JsonObject httpGet) ApplyToHttpGet(httpGet);
        if (probe["grpc"] is JsonObject grpc) Default(grpc, "service", "");
    }

    private static void ApplyToHttpGet(JsonObject httpGet)
    {
        Default(httpGet, "path", "/");
        Default(httpGet, "scheme", "HTTP");
    }

    private static void ApplyToVolume(JsonObject volume)
    {
        if (volume.Count <= 1) volume["emptyDir"] = new JsonObject();
        foreach (var source in new[] { "configMap", "secret", "downwardAPI", "projected" })
            if (volume[source] is JsonObject json) Default(json, "defaultMode", FileMode);
        if (volume["hostPath"] is JsonObject hostPath) Default(hostPath, "type", "");
        ApplyToDownwardItems(volume["downwardAPI"] as JsonObject);
        foreach (var source in Objects(volume, "projected.sources"))
        {
            if (source["serviceAccountToken"] is JsonObject token) Default(token, "expirationSeconds", 3600);
            ApplyToDownwardItems(source["downwardAPI"] as JsonObject);
        }
    }

    private static void ApplyToDownwardItems(JsonObject? source)
    {
        if (source is null) return;
        foreach (var item in Objects(source, "items"))
            if (item["fieldRef"] is JsonObject field) Default(field, "apiVersion", "v1");
    }
}
