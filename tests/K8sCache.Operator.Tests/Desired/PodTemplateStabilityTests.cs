using System.Security.Cryptography;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Tests.Desired;

/// <summary>
/// A changed pod template rolls every pod of every cluster the moment the operator is upgraded. So the templates of a
/// fixture are frozen: whoever changes these numbers does it on purpose, and says so in the release notes.
/// </summary>
public sealed class PodTemplateStabilityTests
{
    [Theory]
    [InlineData("empty-spec", "node", "c147bb28157c68d9")]
    [InlineData("empty-spec", "router", "5cfc153458b599ee")]
    [InlineData("every-field", "node", "9232068d91aada78")]
    [InlineData("every-field", "router", "e80f368fd951d341")]
    public void An_operator_upgrade_alone_rolls_no_pod(string fixture, string component, string frozen)
    {
        var input = DesiredObjectsTests.Input(fixture);
        var template = component == "node" ? NodePod.Build(input) : RouterPod.Build(input);
        Assert.Equal(frozen, Convert.ToHexStringLower(SHA256.HashData(KubernetesJson.SerializeToUtf8Bytes(template)))[..16]);
    }
}
