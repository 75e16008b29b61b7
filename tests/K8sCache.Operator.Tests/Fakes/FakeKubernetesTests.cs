using k8s.Models;

namespace K8sCache.Operator.Tests.Fakes;

public sealed class FakeKubernetesTests
{
    [Fact]
    public async Task A_write_to_an_object_that_was_read_is_noticed()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        world.Kubernetes.AssertNoneWrittenTo();
        world.NodeSet!.SetLabel("written", "to");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(world.Kubernetes.AssertNoneWrittenTo);
    }
}
