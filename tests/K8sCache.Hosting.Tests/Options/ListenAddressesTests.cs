using System.Net;
using K8sCache.Hosting.Options;

namespace K8sCache.Hosting.Tests.Options;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("10.0.0.5", true, "10.0.0.5:6379", "127.0.0.1:6379")]
    [InlineData("fd00::5", true, "[fd00::5]:6379", "[::1]:6379")]
    [InlineData("10.0.0.5", false, "10.0.0.5:6379")]
    [InlineData("127.3.0.2", true, "127.3.0.2:6379")]
    [InlineData("::1", true, "[::1]:6379")]
    [InlineData("0.0.0.0", true, "0.0.0.0:6379")]
    [InlineData("::", true, "[::]:6379")]
    public void Loopback_comes_besides_an_address_of_the_machine_only(string bind, bool loopback, params string[] expected) =>
        Assert.Equal(expected, ListenAddresses.Of(IPAddress.Parse(bind), 6379, loopback).Select(endPoint => endPoint.ToString()));
}
