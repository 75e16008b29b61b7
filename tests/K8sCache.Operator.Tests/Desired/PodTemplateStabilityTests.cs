using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Tests.Desired;

/// <summary>
/// A changed pod template rolls every pod of every cluster the moment the operator is upgraded. So the templates of a
/// fixture are frozen: whoever changes these numbers does it on purpose, and says so in the release notes.
/// </summary>
public sealed class PodTemplateStabilityTests
{
    [Theory]
    [InlineData("empty-spec", "node", "6b1885d747685c03")]
    [InlineData("empty-spec", "router", "1f650dd1ef501aaf")]
    [InlineData("every-field", "node", "d6f82c75f9adf557")]
    [InlineData("every-field", "router", "2bc474ccd3294387")]
    public void An_operator_upgrade_alone_rolls_no_pod(string fixture, string component, string frozen)
    {
        var input = DesiredObjectsTests.Input(fixture);
        var template = component == "node" ? NodePod.Build(input) : RouterPod.Build(input);
        Assert.Equal(frozen, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sorted(OperatorTypes.Json.ToNode(template))!.ToJsonString())))[..16]);
    }

    /// <summary>The order of members means nothing to Kubernetes, and is not ours to decide.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
