namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>
/// The recorded steps that this control plane answers differently, each with its reason. Not replayed at all: 13, which
/// rests on objects of the recorder that are not in the files, and 08 to 10, in which the recorder plays scheduler and
/// kubelet; the API core's and the controllers' own tests hold those.
/// </summary>
internal static class ReplayDeviations
{
    /// <summary>Begins the reason of a step whose answer depends on how far controllers have come.</summary>
    private const string Race = "Race: ";

    private static readonly (string File, int[] Steps, string Reason)[] All =
    [
        ("01-discovery", [1], "/version tells that this is the local control plane, and has no Go build to name"),
        ("01-discovery", [6], "the server's own address"),
        ("01-discovery", [28, 36], "only what is served is listed"),
        ("01-discovery", [29], "paths are those recorded of StatefulSets with other names; parameter details differ from a CRD's"),
        ("01-discovery", [32], "OpenAPI v2 is not offered: clients fall back to v3 or do without (01-degraded-*)"),
        ("02-crd-lifecycle", [14, 15], "costs of CEL rules are not estimated"),
        ("02-crd-lifecycle", [2, 22, 23, 24, 26], Race + "the names controller may answer before the next request"),
        ("03-crud-errors", [2], Race + "versions of what controllers make"),
        ("03-crud-errors", [3, 102, 104], "the CA ConfigMap has another writer and no description"),
        ("03-crud-errors", [29], "YAML of equal content, laid out differently"),
        ("03-crud-errors", [31], "a Status is never sent as protobuf"),
        ("03-crud-errors", [165], "the diff of Go's internal type is left out of the message"),
        ("04-patches", [43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 54, 56, 57, 58, 59, 60, 74], Race + "status of the Deployment controller"),
        ("05-server-side-apply", [54, 55, 57, 58, 62], Race + "ownership of the Deployment controller"),
        ("06-watch", [20, 22], "the CA ConfigMap has another writer and no description"),
        ("07-deletion", [73, 74, 75, 76, 77, 78, 79, 80, 81], "this world has no nodes, whose zone a bound Pod is labelled with"),
        ("07-deletion", [86], Race + "status of the StatefulSet controller"),
        ("12-events", [9], "a cause that the server lists twice comes once"),
        ("12-events", [29, 32], "the StatefulSet controller writes under its own name"),
        ("14-rbac", [31], "/version, as in 01"),
        ("14-rbac", [37], "the role edit covers the kinds that are served"),
        ("14-rbac", [44], Race + "several bindings allow it; which is named first is not fixed"),
        ("14-rbac", [46], "rules of paths that are not served are missing"),
    ];

    /// <summary>Why a step may differ; null when it may not.</summary>
    public static string? Find(string file, int step) =>
        All.FirstOrDefault(deviation => deviation.File == file && deviation.Steps.Contains(step)).Reason;

    public static bool IsRace(string file, int step) => Find(file, step)?.StartsWith(Race, StringComparison.Ordinal) == true;
}
