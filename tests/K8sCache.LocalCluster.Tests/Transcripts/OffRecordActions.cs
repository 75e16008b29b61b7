using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>Makes up for what is not in the files: the recorder's own preparations, and what deviations leave behind.</summary>
internal sealed class OffRecordActions(Transcript transcript, ReplayWorld world, HttpClient http)
{
    /// <summary>What the recorder did between steps without recording it; seen from what later answers show.</summary>
    public async Task BeforeAsync(TranscriptStep step, CancellationToken cancellationToken)
    {
        foreach (var (method, path, body) in RecorderActions.Before(transcript.Name, step.Number))
            await ActAsync(method, path, body, cancellationToken);
        switch (transcript.Name, step.Number)
        {
            case ("06-watch", 72):
                world.Kubernetes.Core.Store.Compact();
                break;
            case ("07-deletion", 86):
                await Eventually.True(() => world.Kubernetes.Api.Find(KnownResources.Pods, "t07", "st-0") is not null);
                break;
            case ("03-crud-errors", 100):
                var pages = transcript.Steps.Where(later => later.Number is >= 100 and <= 122 && later.Response["body"]?["items"] is JsonArray)
                    .SelectMany(later => later.Response["body"]!["items"]!.AsArray().Select(item => (Path: later.Path, Item: item!.AsObject())))
                    .Where(page => ((string)page.Item["metadata"]!["name"]!).StartsWith("page-", StringComparison.Ordinal))
                    .Where(page => page.Path.Contains("/namespaces/", StringComparison.Ordinal))
                    .DistinctBy(page => (page.Path, (string)page.Item["metadata"]!["name"]!))
                    .OrderBy(page => (string)page.Item["metadata"]!["resourceVersion"]!, StringComparer.Ordinal);
                foreach (var (path, item) in pages) await PostAsync(path, item, cancellationToken);
                break;
            case ("02-crd-lifecycle", 16):
                // Steps 14 and 15 are accepted here, and leave a definition that later ones make anew.
                using (var delete = new HttpRequestMessage(HttpMethod.Delete, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/others.k8scache.io"))
                {
                    delete.Headers.Authorization = new AuthenticationHeaderValue("Bearer", world.Kubernetes.AdminToken);
                    using var response = await http.SendAsync(delete, cancellationToken);
                }

                await Eventually.True(() => world.Kubernetes.Api.Find(KnownResources.CustomResourceDefinitions, null, "others.k8scache.io") is null);
                break;
            case ("14-rbac", 35):
                foreach (var (plural, body) in RoleWriter())
                    await PostAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/t14/{plural}", body, cancellationToken);
                break;
        }
    }

    private async Task ActAsync(string method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", world.Kubernetes.AdminToken);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, method == "PATCH" ? "application/merge-patch+json" : "application/json");
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static IEnumerable<(string Plural, JsonObject Body)> RoleWriter()
    {
        yield return ("roles", (JsonObject)JsonNode.Parse("""
            {"kind": "Role", "apiVersion": "rbac.authorization.k8s.io/v1", "metadata": {"name": "writer"},
             "rules": [{"verbs": ["create", "get"], "apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles", "rolebindings"]}]}
            """)!);
        yield return ("rolebindings", (JsonObject)JsonNode.Parse("""
            {"kind": "RoleBinding", "apiVersion": "rbac.authorization.k8s.io/v1", "metadata": {"name": "writer"},
             "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "writer"},
             "subjects": [{"kind": "ServiceAccount", "name": "operator", "namespace": "t14"}]}
            """)!);
    }

    private async Task PostAsync(string path, JsonObject item, CancellationToken cancellationToken)
    {
        var isCustom = path.Contains("/cacheclusters", StringComparison.Ordinal);
        var body = (JsonObject)item.DeepClone();
        body["apiVersion"] ??= isCustom ? "k8scache.io/v1alpha1" : "v1";
        body["kind"] ??= isCustom ? "CacheCluster" : "ConfigMap";
        body["metadata"] = new JsonObject { ["name"] = body["metadata"]!["name"]!.DeepClone(), ["labels"] = body["metadata"]!["labels"]?.DeepClone() };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", world.Kubernetes.AdminToken);
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
