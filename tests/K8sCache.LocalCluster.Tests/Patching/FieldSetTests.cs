using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Patching.Ownership;
using K8sCache.LocalCluster.Storage;
using K8sCache.LocalCluster.Tests.Api;

namespace K8sCache.LocalCluster.Tests.Patching;

public sealed class FieldSetTests
{
    [Theory]
    [InlineData("""{"f:a":{}}""")]
    [InlineData("""{"f:a":{".":{},"f:b":{}},"f:c":{"k:{\"name\":\"x\"}":{".":{},"f:name":{}},"v:\"z\"":{}}}""")]
    public void FieldsV1_is_read_and_written_alike(string json)
    {
        var written = FieldSetJson.Write(FieldSetJson.Read(TestApi.Json(json)));
        Assert.True(JsonNode.DeepEquals(TestApi.Json(json), written), written.ToJsonString(StoreJson.Options));
    }

    [Fact]
    public void Sets_tell_a_field_from_what_is_below_it()
    {
        var container = Set("""{"f:a":{".":{},"f:b":{}}}""");
        Assert.Equal(["f:a", "f:a f:b"], Paths(container));
        Assert.Equal(["f:a f:b"], Paths(container.Except(Set("""{"f:a":{}}"""))));
        Assert.Empty(Paths(container.ExceptTree("f:a")));
        Assert.Equal(["f:a"], Paths(container.Intersect(Set("""{"f:a":{}}"""))));
        Assert.Equal(["f:a", "f:c", "f:a f:b"], Paths(container.Union(Set("""{"f:c":{}}"""))));
    }

    [Fact]
    public void Many_updaters_are_merged_into_ancient_changes()
    {
        var managed = new ManagedFields();
        for (var i = 0; i < 13; i++)
            managed.Owners[new ManagerKey($"m{i:00}", false, "v1", "")] = new ManagerFields(Set($"{{\"f:{i}\":{{}}}}"), "v1", $"2026-01-01T00:00:{i:00}Z");
        managed.CapUpdaters();
        Assert.Equal(10, managed.Owners.Count);
        var ancient = managed.Owners.Single(o => o.Key.Manager == "ancient-changes").Value;
        Assert.Equal(["f:0", "f:1", "f:2", "f:3"], Paths(ancient.Set));
    }

    private static FieldSet Set(string json) => FieldSetJson.Read(TestApi.Json(json));

    private static IEnumerable<string> Paths(FieldSet set) => set.Paths.Select(p => string.Join(' ', p));
}
