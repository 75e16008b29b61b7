using System.Buffers;
using K8sCache.EndToEnd.Tests.Harness;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace K8sCache.EndToEnd.Tests.Scenarios;

/// <summary>What ASP.NET Core's applications call: AddStackExchangeRedisCache, and HybridCache on top of it.</summary>
public sealed class StackExchangeDistributedCacheTests(StandaloneServers servers) : IClassFixture<StandaloneServers>
{
    public static TheoryData<string> Kinds => ["node", "router", "cluster"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Distributed_cache(string kind)
    {
        await using var services = await ServicesAsync(kind, "shop:");
        var cache = services.GetRequiredService<IDistributedCache>();
        Assert.Null(await cache.GetAsync("basket"));
        await cache.SetStringAsync("basket", "3 apples", new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(20) });
        Assert.Equal("3 apples", await cache.GetStringAsync("basket"));
        Assert.Equal("3 apples", cache.GetString("basket"));
        await cache.RefreshAsync("basket");
        cache.Refresh("basket");

        await using var connection = await ConnectionMultiplexer.ConnectAsync(await AddressAsync(kind));
        var database = connection.GetDatabase();
        Assert.InRange((await database.KeyTimeToLiveAsync("shop:basket"))!.Value, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(20));
        // A reader renews what is left of a sliding expiration.
        Assert.True(await database.KeyExpireAsync("shop:basket", TimeSpan.FromMinutes(1)));
        Assert.Equal("3 apples", await cache.GetStringAsync("basket"));
        await Eventually.AssertAsync(async () =>
            Assert.InRange((await database.KeyTimeToLiveAsync("shop:basket"))!.Value, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(20)));

        cache.Set("bytes", [0, 13, 10, 255], new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) });
        Assert.Equal<byte>([0, 13, 10, 255], cache.Get("bytes")!);
        Assert.InRange((await database.KeyTimeToLiveAsync("shop:bytes"))!.Value, TimeSpan.FromMinutes(55), TimeSpan.FromHours(1));
        await cache.SetAsync("kept", [7], new DistributedCacheEntryOptions());
        Assert.Null(await database.KeyTimeToLiveAsync("shop:kept"));
        await cache.RemoveAsync("bytes");
        Assert.Null(cache.Get("bytes"));

        await cache.SetAsync("brief", [1], new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(1) });
        await Eventually.AssertAsync(async () => Assert.Null(await cache.GetAsync("brief")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Buffers_of_the_callers(string kind)
    {
        await using var services = await ServicesAsync(kind, "buffers:");
        var cache = Assert.IsAssignableFrom<IBufferDistributedCache>(services.GetRequiredService<IDistributedCache>());
        var value = new byte[50_000];
        value.AsSpan().Fill(7);
        await cache.SetAsync("k", new ReadOnlySequence<byte>(value), new DistributedCacheEntryOptions());
        var buffer = new ArrayBufferWriter<byte>();
        Assert.True(await cache.TryGetAsync("k", buffer));
        Assert.Equal(value, buffer.WrittenSpan.ToArray());
        Assert.False(cache.TryGet("nowhere", buffer));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Hybrid_cache(string kind)
    {
        await using var one = await ServicesAsync(kind, "hybrid:");
        await using var other = await ServicesAsync(kind, "hybrid:");
        var asked = 0;
        ValueTask<string> AskAsync(CancellationToken token) => ValueTask.FromResult($"answer {Interlocked.Increment(ref asked)}");

        var options = new HybridCacheEntryOptions { Expiration = TimeSpan.FromMinutes(5), LocalCacheExpiration = TimeSpan.FromMinutes(1) };
        var first = one.GetRequiredService<HybridCache>();
        var second = other.GetRequiredService<HybridCache>();
        Assert.Equal("answer 1", await first.GetOrCreateAsync("price", AskAsync, options));
        Assert.Equal("answer 1", await first.GetOrCreateAsync("price", AskAsync, options));
        // Written behind the first one's back; from then on another process finds it in the cache.
        await Eventually.AssertAsync(async () =>
            Assert.NotNull(await one.GetRequiredService<IDistributedCache>().GetAsync("price")));
        Assert.Equal("answer 1", await second.GetOrCreateAsync("price", AskAsync, options));
        Assert.Equal(1, asked);

        await second.RemoveAsync("price");
        Assert.Equal("answer 2", await second.GetOrCreateAsync("price", AskAsync, options));
        await first.SetAsync("price", "set", options);
        Assert.Equal("set", await first.GetOrCreateAsync("price", AskAsync, options));
    }

    private async Task<string> AddressAsync(string kind) => $"127.0.0.1:{(await servers.GetAsync(kind)).Port}";

    private async Task<ServiceProvider> ServicesAsync(string kind, string instance)
    {
        var services = new ServiceCollection();
        var address = await AddressAsync(kind);
        services.AddStackExchangeRedisCache(options =>
        {
            options.Configuration = address;
            options.InstanceName = instance;
        });
        services.AddHybridCache();
        return services.BuildServiceProvider();
    }
}
