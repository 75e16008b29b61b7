using System.Net;
using K8sCache.LocalCluster.Networking;

namespace K8sCache.LocalCluster.Tests.Networking;

public sealed class LoopbackRangeTests
{
    [Fact]
    public void Two_clusters_never_share_an_address()
    {
        using var first = LoopbackRange.Claim();
        using var second = LoopbackRange.Claim();
        Assert.False(first.ServiceNetwork.Contains(second.ServiceNetwork.BaseAddress));
        Assert.NotEqual(first.TakePodAddress(), second.TakePodAddress());
        Assert.NotEqual(first.NodeAddress(0), second.NodeAddress(0));
    }

    [Fact]
    public void A_returned_address_is_not_given_again_at_once()
    {
        using var range = LoopbackRange.Claim();
        var address = range.TakePodAddress();
        range.ReturnPodAddress(address);
        Assert.NotEqual(address, range.TakePodAddress());
        Assert.True(IPAddress.IsLoopback(address));
        Assert.False(range.ServiceNetwork.Contains(address));
    }
}
