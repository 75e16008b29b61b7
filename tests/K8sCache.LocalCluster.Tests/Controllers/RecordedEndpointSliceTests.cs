using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;
using K8sCache.LocalCluster.Tests.Support;

namespace K8sCache.LocalCluster.Tests.Controllers;

/// <summary>EndpointSlices and Endpoints must hold, after each recorded step, what the recorded ones held.</summary>
public sealed class RecordedEndpointSliceTests
{
    private const int FirstStep = 48;

    // From here on: traffic distribution hints, which no object of ours asks for.
    private const int LastStep = 79;

    [Fact]
    public async Task Slices_go_the_way_the_recorded_ones_went()
    {
        await using var cluster = await LocalControlPlane.StartAsync(
            new LocalControlPlaneOptions { Pods = PodRuntimeKind.None }, TestContext.Current.CancellationToken);
        using var replay = new RecordedRun("09-deployment-endpoints", cluster);
        cluster.Api.Create(KnownResources.Namespaces, null, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "t09" } });
        await Eventually.True(() => cluster.Api.Find(KnownResources.ServiceAccounts, "t09", "default") is not null);
        foreach (var step in replay.Steps.Where(step => step["request"] is not null && step.Count("step") is >= FirstStep and <= LastStep))
        {
            if (step["request"].Text("method") == "GET")
                continue;
            var number = step.Count("step")!.Value;
            await PodToBind(cluster, step["request"].Text("path")!);
            await replay.Send(WithoutAddresses(step));
            // What a recorded controller wrote a moment late carries the next step's number.
            await Eventually.OneOf(
                [Slices(replay.Recorded("EndpointSlice", number).Values), Slices(replay.Recorded("EndpointSlice", number + 1).Values)],
                () => Slices(cluster.Api.List(KnownResources.EndpointSlices, "t09").Items),
                $"step {number} ({step.Text("comment")}): slices");
            await Eventually.OneOf(
                [Subsets(replay.Recorded("Endpoints", number).Values), Subsets(replay.Recorded("Endpoints", number + 1).Values)],
                () => Subsets(cluster.Api.List(KnownResources.Endpoints, "t09").Items),
                $"step {number} ({step.Text("comment")}): endpoints");
        }
    }

    /// <summary>The StatefulSet's next pod may still be on its way: no slice tells of a pod without an address.</summary>
    private static async Task PodToBind(LocalControlPlane cluster, string path)
    {
        var parts = path.Split('/');
        if (parts[^1] == "binding")
            await Eventually.True(() => cluster.Api.Find(KnownResources.Pods, "t09", parts[^2]) is { } pod && pod.Text("spec", "nodeName") is null);
    }

    /// <summary>The recorded cluster IPs are of another range.</summary>
    private static JsonObject WithoutAddresses(JsonObject step)
    {
        var copy = (JsonObject)step.DeepClone();
        if (copy.At("request", "body", "spec") is JsonObject spec && spec.Text("clusterIP") is not (null or "None"))
            spec.Remove("clusterIP");
        return copy;
    }

    private static string Slices(IEnumerable<JsonObject> slices) => string.Join('\n', slices
        .Select(slice => $"{slice.Label("kubernetes.io/service-name")} {slice.Label("service.kubernetes.io/headless")} "
            + $"[{string.Join(", ", slice.Items("endpoints").Select(Endpoint).Order(StringComparer.Ordinal))}] {Ports(slice)}")
        .Order(StringComparer.Ordinal));

    private static string Endpoint(JsonObject endpoint) => string.Join(' ',
        string.Join(',', endpoint.Texts("addresses")), endpoint.Flag("conditions", "ready"), endpoint.Flag("conditions", "serving"),
        endpoint.Flag("conditions", "terminating"), endpoint.Text("hostname"), endpoint.Text("targetRef", "name"),
        endpoint.Text("nodeName"), endpoint.Text("zone"));

    private static string Subsets(IEnumerable<JsonObject> endpoints) => string.Join('\n', endpoints
        .Select(subject => $"{subject.Name()} {string.Join(' ', subject.Items("subsets").Select(subset =>
            $"[{Addresses(subset, "addresses")}] [{Addresses(subset, "notReadyAddresses")}] {Ports(subset)}"))}")
        .Order(StringComparer.Ordinal));

    private static string Addresses(JsonObject subset, string member) => string.Join(", ", subset.Items(member)
        .Select(address => $"{address.Text("ip")} {address.Text("hostname")} {address.Text("nodeName")}").Order(StringComparer.Ordinal));

    private static string Ports(JsonObject subject) => string.Join(", ", subject.Items("ports")
        .Select(port => $"{port.Text("name")} {port.Count("port")} {port.Text("protocol")}").Order(StringComparer.Ordinal));
}
