using System.Text.Json.Nodes;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>
/// How Prometheus finds the pods: by its own Kubernetes discovery where this build of it has one. Debian's has none; there
/// the pods' labels, annotations and ports are read with kubectl and handed over as files, under the names that
/// Kubernetes discovery gives them, so that the same relabelling decides what is scraped.
/// </summary>
internal static class PodDiscovery
{
    public static async Task<string> ConfigureAsync(KubernetesCluster cluster, CacheNamespace ns, string folder)
    {
        var native = $$"""kubernetes_sd_configs: [{ role: pod, kubeconfig_file: "{{cluster.Kubeconfig}}", namespaces: { names: ["{{ns.Name}}"] } }]""";
        var trial = Path.Combine(folder, "trial.yml");
        await File.WriteAllTextAsync(trial, $"scrape_configs:\n- job_name: trial\n  {native}\n");
        if ((await Shell.RunAsync(Workspace.Tool("promtool"), ["check", "config", trial])).ExitCode == 0)
        {
            return native;
        }
        var targets = new JsonArray();
        foreach (var pod in (await ns.GetAsync("pods"))["items"]!.AsArray())
        {
            foreach (var port in pod!["spec"]!["containers"]![0]!["ports"]!.AsArray())
            {
                targets.Add(Target(pod, port!));
            }
        }
        var file = Path.Combine(folder, "pods.json");
        await File.WriteAllTextAsync(file, targets.ToJsonString());
        return $$"""file_sd_configs: [{ files: ["{{file}}"] }]""";
    }

    private static JsonObject Target(JsonNode pod, JsonNode port)
    {
        var labels = new JsonObject { ["__meta_kubernetes_pod_container_port_name"] = (string)port["name"]! };
        foreach (var (kind, values) in new[] { ("label", pod["metadata"]!["labels"]), ("annotation", pod["metadata"]!["annotations"]) })
        {
            foreach (var (name, value) in values?.AsObject() ?? [])
            {
                var clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
                labels[$"__meta_kubernetes_pod_{kind}_{clean}"] = (string)value!;
            }
        }
        return new JsonObject
        {
            ["targets"] = new JsonArray($"{(string)pod["status"]!["podIP"]!}:{(int)port["containerPort"]!}"),
            ["labels"] = labels,
        };
    }
}
