using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Patching;

namespace K8sCache.LocalCluster.Tests.Patching;

public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""[{"op":"add","path":"/a/-","value":3}]""", """{"a":[1,2,3],"o":{}}""")]
    [InlineData("""[{"op":"add","path":"/a/0","value":0}]""", """{"a":[0,1,2],"o":{}}""")]
    [InlineData("""[{"op":"remove","path":"/a/-1"}]""", """{"a":[1],"o":{}}""")]
    [InlineData("""[{"op":"replace","path":"/o/new","value":1}]""", """{"a":[1,2],"o":{"new":1}}""")]
    [InlineData("""[{"op":"move","from":"/a","path":"/o/a"}]""", """{"o":{"a":[1,2]}}""")]
    [InlineData("""[{"op":"copy","from":"/a/0","path":"/o/x~1y"}]""", """{"a":[1,2],"o":{"x/y":1}}""")]
    [InlineData("""[{"op":"test","path":"/a/0","value":1},{"op":"remove","path":"/o"}]""", """{"a":[1,2]}""")]
    public void Operations_change_a_copy(string patch, string expected)
    {
        var target = JsonNode.Parse("""{"a":[1,2],"o":{}}""")!;
        var patched = JsonPatch.Apply(target, JsonNode.Parse(patch)!.AsArray());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), patched), patched.ToJsonString());
        Assert.Equal("""{"a":[1,2],"o":{}}""", target.ToJsonString());
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/a/0","value":2}]""")]
    [InlineData("""[{"op":"remove","path":"/nope"}]""")]
    [InlineData("""[{"op":"add","path":"/nope/deep","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/a/9","value":1}]""")]
    [InlineData("""[{"op":"frob","path":"/a"}]""")]
    [InlineData("""[{"op":"add","path":"a"}]""")]
    public void What_cannot_be_done_is_refused(string patch) =>
        Assert.Throws<JsonPatchException>(() => JsonPatch.Apply(JsonNode.Parse("""{"a":[1,2]}""")!, JsonNode.Parse(patch)!.AsArray()));
}
