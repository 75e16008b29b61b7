using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Tables;
using K8sCache.LocalCluster.Tests.Api;

namespace K8sCache.LocalCluster.Tests.Tables;

public sealed class TableTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(190, "3m10s")]
    [InlineData(3600, "60m")]
    [InlineData(4 * 3600 + 60, "4h1m")]
    [InlineData(47 * 3600, "47h")]
    [InlineData(3 * 86400 + 7200, "3d2h")]
    [InlineData(100 * 86400, "100d")]
    [InlineData(3 * 365 * 86400, "3y")]
    public void Ages_show_their_two_largest_units(int seconds, string expected) =>
        Assert.Equal(expected, HumanDuration.Show(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(".spec.replicas", "3")]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "True")]
    [InlineData(".status.conditions[*].type", "Ready Other")]
    [InlineData(".status.conditions[1].type", "Other")]
    [InlineData(".metadata.labels['a.b/c']", "x")]
    [InlineData(".spec.nope.deeper", "")]
    public void Paths_find_values(string path, string expected)
    {
        var obj = TestApi.Json("""
            {"metadata":{"labels":{"a.b/c":"x"}},"spec":{"replicas":3},
             "status":{"conditions":[{"type":"Ready","status":"True"},{"type":"Other","status":"False"}]}}
            """);
        Assert.Equal(expected, string.Join(' ', JsonPath.Find(obj, path).Select(n => ObjectMeta.Text(n) ?? n!.ToJsonString())));
    }

    [Fact]
    public async Task Lists_and_watches_render_as_tables_with_their_columns_once()
    {
        const string Accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
        await using var api = await TestApi.StartAsync();
        await api.SendAsync("POST", "/api/v1/namespaces/ns/configmaps", """{"metadata":{"name":"a"},"data":{"k":"v"}}""");
        await api.SendAsync("POST", "/api/v1/namespaces/ns/configmaps", """{"metadata":{"name":"b"}}""");
        var (_, table) = await api.SendAsync("GET", "/api/v1/namespaces/ns/configmaps", accept: Accept);
        Assert.Equal("Table", ObjectMeta.Text(table["kind"]));
        Assert.Equal(["Name", "Data", "Age"], table["columnDefinitions"]!.AsArray().Select(c => ObjectMeta.Text(c!["name"])));
        Assert.Equal(1, ObjectMeta.Number(table["rows"]![0]!["cells"]![1]));
        var events = await api.WatchAsync("/api/v1/namespaces/ns/configmaps?watch=1&timeoutSeconds=1", Accept);
        Assert.NotNull(events[0]["object"]!["columnDefinitions"]);
        Assert.Null(events[1]["object"]!["columnDefinitions"]);
    }

    [Fact]
    public async Task A_scale_has_columns_of_its_own()
    {
        const string Path = "/apis/k8scache.io/v1alpha1/namespaces/ns/cacheclusters";
        await using var api = await TestApi.StartAsync();
        await api.SendAsync("POST", Path, """{"metadata":{"name":"c"},"spec":{"replicas":3}}""");
        var (_, table) = await api.SendAsync("GET", $"{Path}/c/scale", accept: "application/json;as=Table;v=v1;g=meta.k8s.io");
        Assert.Equal(["Name", "Desired", "Available", "Age"], table["columnDefinitions"]!.AsArray().Select(c => ObjectMeta.Text(c!["name"])));
        Assert.Equal(3, ObjectMeta.Number(table["rows"]![0]!["cells"]![1]));
    }

    [Fact]
    public void A_pod_says_what_its_containers_say()
    {
        var pod = TestApi.Json("""
            {"metadata":{"name":"p","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"containers":[{},{}],"nodeName":"n"},
             "status":{"phase":"Running","containerStatuses":[
               {"ready":false,"restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}}},{"ready":true,"restartCount":0,"state":{"running":{}}}]}}
            """);
        var cells = PodCells.Of(pod, DateTimeOffset.Parse("2026-01-01T00:05:00Z", System.Globalization.CultureInfo.InvariantCulture));
        JsonArray expected = ["p", "1/2", "CrashLoopBackOff", "3", "5m", "<none>", "n", "<none>", "<none>"];
        Assert.True(JsonNode.DeepEquals(expected, cells), cells.ToJsonString());
    }
}
