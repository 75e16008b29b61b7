using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;
using K8sCache.LocalCluster.Tests.Support;

namespace K8sCache.LocalCluster.Tests.Controllers;

/// <summary>Our controllers, told what the recorded ones were told, must bring about what those did: pods, revisions and every status.</summary>
public sealed class RecordedStatefulSetTests
{
    // The set with claims that are deleted with their pods: claims are only ever kept here.
    private const string FirstStepAboutClaims = "volume claims with whenScaled=Delete, whenDeleted=Delete";
    private const string FirstStepAfterClaims = "for adoption";

    [Fact]
    public async Task Pods_and_status_go_the_way_the_recorded_ones_went()
    {
        await using var cluster = await LocalControlPlane.StartAsync(
            new LocalControlPlaneOptions { Pods = PodRuntimeKind.None }, TestContext.Current.CancellationToken);
        using var replay = new RecordedRun("08-statefulset", cluster);
        cluster.Api.Create(KnownResources.Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "t08" } });
        await Eventually.True(() => cluster.Api.Find(KnownResources.ServiceAccounts, "t08", "default") is not null);
        var isAboutClaims = false;
        foreach (var step in replay.Steps.Where(step => step["request"] is not null))
        {
            isAboutClaims = step.Text("comment") == FirstStepAboutClaims || (isAboutClaims && step.Text("comment") != FirstStepAfterClaims);
            if (isAboutClaims || step["request"].Text("method") == "GET")
                continue;
            var number = step.Count("step")!.Value;
            await replay.Send(step);
            foreach (var name in replay.Recorded("StatefulSet", number).Keys)
            {
                // What a recorded controller wrote a moment late carries the next step's number.
                await Eventually.OneOf(
                    [Status(replay, number, name), Status(replay, number + 1, name)],
                    () => Text(cluster.Api.Find(KnownResources.StatefulSets, "t08", name)?["status"]),
                    $"step {number} ({step.Text("comment")}): status of {name}");
                await Eventually.OneOf(
                    [Pods(replay.Recorded("Pod", number).Values, name), Pods(replay.Recorded("Pod", number + 1).Values, name)],
                    () => Pods(cluster.Api.List(KnownResources.Pods, "t08", $"app={name}").Items, name),
                    $"step {number} ({step.Text("comment")}): pods of {name}");
            }
        }
    }

    private static string Status(RecordedRun replay, int step, string name) => Text(replay.Recorded("StatefulSet", step).GetValueOrDefault(name)?["status"]);

    private static string Pods(IEnumerable<JsonObject> pods, string set) => string.Join("; ", pods
        .Where(pod => pod.Label("app") == set).OrderBy(pod => pod.Name(), StringComparer.Ordinal)
        .Select(pod => string.Join(' ', pod.Name(), pod.Phase(), pod.IsReady() ? "ready" : "", pod.IsTerminating() ? "terminating" : "",
            pod.Label("controller-revision-hash"), pod.Label("apps.kubernetes.io/pod-index"), pod.Text("spec", "hostname"),
            pod.Text("spec", "subdomain"), pod.Text("spec", "nodeName"), pod.ControllerReference().Text("name"))));

    /// <summary>JSON with sorted members: the order is the server's own affair.</summary>
    private static string Text(JsonNode? node) => node is JsonObject map
        ? "{" + string.Join(',', map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{member.Value?.ToJsonString()}")) + "}"
        : "";
}
