using K8sCache.Client.Caching;
using K8sCache.Client.DependencyInjection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace K8sCache.Client.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var options = new K8sCacheClientOptions
        {
            Address = "host:1, bad host:x",
            Routing = (RoutingMode)9,
            UserName = "user",
            ClientName = "two words",
            RequestTimeout = TimeSpan.Zero,
            StallTimeout = TimeSpan.FromHours(2),
            RerouteTimeout = TimeSpan.FromHours(2),
            ConnectTimeout = TimeSpan.FromHours(2),
            TopologyInterval = TimeSpan.Zero,
            DrainTimeout = TimeSpan.FromSeconds(-1),
            ConnectionsPerLane = 0,
            MaxInFlightPerConnection = 0,
            ReadRetries = 11,
            CaFile = "/no/such/file",
        };
        var problems = Assert.Throws<OptionsValidationException>(() => new K8sCacheClient(options)).Failures.ToList();
        foreach (var property in typeof(K8sCacheClientOptions).GetProperties().Where(property => property.Name is not ("Password" or "Zone" or "SslHost" or "CertFile" or "KeyFile")))
            Assert.Single(problems, problem => problem.StartsWith($"{property.Name}: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_certificate_needs_its_key()
    {
        var options = new K8sCacheClientOptions { Address = "cache", Ssl = true, CertFile = typeof(OptionsTests).Assembly.Location };
        Assert.StartsWith("CertFile: ", Assert.Single(new K8sCacheClientOptionsValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cache", true)]
    [InlineData("cache:7000,10.0.0.1:6379 , [::1]:6379", true)]
    [InlineData("[::1]", true)]
    [InlineData("", false)]
    [InlineData(",", false)]
    [InlineData("cache:0", false)]
    [InlineData("a b", false)]
    public void Addresses(string text, bool isValid) =>
        Assert.Equal(isValid, new K8sCacheClientOptionsValidator().Validate(null, new K8sCacheClientOptions { Address = text }).Succeeded);

    [Fact]
    public async Task A_host_with_bad_options_does_not_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddK8sCacheClient(options => options.ReadRetries = -1);
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(2, error.Failures.Count());
    }

    [Fact]
    public async Task Services_are_there_once_and_disposed_with_the_provider()
    {
        var services = new ServiceCollection();
        services.AddK8sCacheClient(options => options.Address = "127.0.0.1:1").AddK8sCacheClient();
        services.AddK8sCacheDistributedCache(options => options.InstanceName = "x");
        K8sCacheClient client;
        await using (var provider = services.BuildServiceProvider())
        {
            client = provider.GetRequiredService<K8sCacheClient>();
            Assert.IsType<K8sCacheDistributedCache>(provider.GetRequiredService<IDistributedCache>());
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.PingAsync());
    }
}
