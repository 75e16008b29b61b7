using K8sCache.Operator.Desired;

namespace K8sCache.Operator.Tests.Desired;

public sealed class NodeMemoryTests
{
    [Theory]
    [InlineData(16L << 20, "212Mi")]
    [InlineData(1L << 30, "1421Mi")]
    [InlineData(100L << 30, "123072Mi")]
    public void The_pod_limit_is_a_fifth_and_192_MiB_above_the_entries(long entriesBytes, string limit) =>
        Assert.Equal(limit, NodeMemory.PodLimit(entriesBytes).ToString());
}
