namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>
/// What the recorder did between two steps without recording it, as the steps after it and the watches show. Bodies of
/// PATCH are merge patches.
/// </summary>
internal static class RecorderActions
{
    private const string Clusters06 = "/apis/k8scache.io/v1alpha1/namespaces/t06/cacheclusters";
    private const string Events06 = "/api/v1/namespaces/t06/events";
    private const string Clusters07 = "/apis/k8scache.io/v1alpha1/namespaces/t07/cacheclusters";

    private static readonly (string File, int Before, string Method, string Path, string? Body)[] All =
    [
        .. Enumerable.Range(0, 4).Select(i => ("06-watch", 68, "POST", Clusters06, (string?)Cluster($"page-{i}"))),
        ("06-watch", 69, "PATCH", $"{Clusters06}/page-2", """{"spec":{"replicas":7}}"""),
        .. Enumerable.Range(0, 4).Select(i => ("06-watch", 70, "POST", Events06, (string?)Event($"e{i}"))),
        ("06-watch", 72, "DELETE", $"{Events06}/e3", null),
        ("07-deletion", 21, "PATCH", $"{Clusters07}/fin", """{"metadata":{"finalizers":null}}"""),
        ("07-deletion", 21, "DELETE", $"{Clusters07}/fin", null),
        ("07-deletion", 21, "DELETE", $"{Clusters07}/ts", null),
        ("07-deletion", 62, "DELETE", $"{Clusters07}/re", null),
        ("07-deletion", 64, "DELETE", $"{Clusters07}/re", null),
        ("07-deletion", 64, "POST", Clusters07, Cluster("c0", "b")),
        ("07-deletion", 64, "POST", Clusters07, Cluster("c1", "a")),
        ("07-deletion", 64, "POST", Clusters07, Cluster("c2", "a")),
        ("07-deletion", 88, "DELETE", "/api/v1/namespaces/t07/pods/st-0", """{"gracePeriodSeconds":0}"""),
    ];

    public static IEnumerable<(string Method, string Path, string? Body)> Before(string file, int step) =>
        All.Where(action => action.File == file && action.Before == step).Select(action => (action.Method, action.Path, action.Body));

    private static string Cluster(string name, string? set = null) =>
        $$$"""{"apiVersion":"k8scache.io/v1alpha1","kind":"CacheCluster","metadata":{"name":"{{{name}}}"{{{(set is null ? "" : $",\"labels\":{{\"set\":\"{set}\"}}")}}}},"spec":{"memory":"256Mi"}}""";

    private static string Event(string name) =>
        $$$"""{"apiVersion":"v1","kind":"Event","metadata":{"name":"{{{name}}}"},"involvedObject":{"kind":"Pod","namespace":"t06","name":"p"},"reason":"R","type":"Normal","count":1}""";
}
