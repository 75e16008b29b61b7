using System.Text.Json.Nodes;
using static K8sCache.LocalCluster.Builtins.JsonEdit;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>Defaults of the apps kinds.</summary>
internal static class WorkloadDefaults
{
    public static void Deployment(JsonObject deployment)
    {
        if (Spec(deployment) is not { } spec) return;
        Default(spec, "replicas", 1);
        var strategy = Child(spec, "strategy");
        Default(strategy, "type", "RollingUpdate");
        if (Text(strategy, "type") == "RollingUpdate")
        {
            var rolling = Child(strategy, "rollingUpdate");
            Default(rolling, "maxUnavailable", "25%");
            Default(rolling, "maxSurge", "25%");
        }

        Default(spec, "revisionHistoryLimit", 10);
        Default(spec, "progressDeadlineSeconds", 600);
    }

    public static void StatefulSet(JsonObject set)
    {
        if (Spec(set) is not { } spec) return;
        Default(spec, "replicas", 1);
        Default(spec, "podManagementPolicy", "OrderedReady");
        var strategy = Child(spec, "updateStrategy");
        Default(strategy, "type", "RollingUpdate");
        if (Text(strategy, "type") == "RollingUpdate")
        {
            var rolling = Child(strategy, "rollingUpdate");
            Default(rolling, "partition", 0);
            // The MaxUnavailableStatefulSet feature is off: the field is dropped without a word.
            rolling.Remove("maxUnavailable");
        }

        Default(spec, "revisionHistoryLimit", 10);
        var retention = Child(spec, "persistentVolumeClaimRetentionPolicy");
        Default(retention, "whenDeleted", "Retain");
        Default(retention, "whenScaled", "Retain");
        foreach (var claim in Objects(spec, "volumeClaimTemplates"))
        {
            claim["apiVersion"] = "v1";
            claim["kind"] = "PersistentVolumeClaim";
            Default(Child(claim, "spec"), "volumeMode", "Filesystem");
            Default(Child(claim, "status"), "phase", "Pending");
        }
    }

    public static void DaemonSet(JsonObject set)
    {
        if (Spec(set) is not { } spec) return;
        var strategy = Child(spec, "updateStrategy");
        Default(strategy, "type", "RollingUpdate");
        if (Text(strategy, "type") == "RollingUpdate")
        {
            var rolling = Child(strategy, "rollingUpdate");
            Default(rolling, "maxUnavailable", 1);
            Default(rolling, "maxSurge", 0);
        }

        Default(spec, "revisionHistoryLimit", 10);
    }

    public static void ReplicaSet(JsonObject set)
    {
        if (Spec(set) is { } spec) Default(spec, "replicas", 1);
    }

    private static JsonObject? Spec(JsonObject workload)
    {
        if (workload["spec"] is not JsonObject spec) return null;
        if (At(spec, "template.spec") is JsonObject pod) PodDefaults.ApplyToSpec(pod);
        return spec;
    }
}
