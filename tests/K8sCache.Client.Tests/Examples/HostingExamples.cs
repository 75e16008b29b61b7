using K8sCache.Client.DependencyInjection;
using K8sCache.Client.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace K8sCache.Client.Tests.Examples;

/// <summary>The examples of docs/client.md that need a host.</summary>
public sealed class HostingExamples : IAsyncLifetime
{
    private readonly WebApplicationBuilder _builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
    private TestCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(2, factor: 2, router: true);
        _builder.WebHost.UseTestServer();
        _builder.Services.AddRouting();
        _builder.Configuration["Cache:Address"] = _cluster.Router;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Services()
    {
        var builder = _builder;

        // example: services
        builder.Services.AddK8sCacheClient(options =>
        {
            options.Address = builder.Configuration["Cache:Address"]!; // or bind a section: services.Configure<K8sCacheClientOptions>(section)
            options.RequestTimeout = TimeSpan.FromSeconds(2);
        });
        builder.Services.AddK8sCacheDistributedCache(options => options.InstanceName = "shop:");
        // end

        await using var app = builder.Build();
        await app.StartAsync();

        // example: distributed
        IDistributedCache cache = app.Services.GetRequiredService<IDistributedCache>();
        await cache.SetStringAsync("basket:42", "3 apples", new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(20) });
        string? basket = await cache.GetStringAsync("basket:42");
        // end

        Assert.Equal("3 apples", basket);
        Assert.True(await app.Services.GetRequiredService<K8sCacheClient>().ExistsAsync("shop:basket:42"));
    }

    [Fact]
    public async Task Sessions()
    {
        var builder = _builder;
        builder.Services.AddK8sCacheClient(options => options.Address = _cluster.Router);

        // example: sessions
        builder.Services.AddK8sCacheDistributedCache();
        builder.Services.AddSession(options => options.IdleTimeout = TimeSpan.FromMinutes(20));

        await using var app = builder.Build();
        app.UseSession();
        app.MapGet("/", (HttpContext context) =>
        {
            var visits = (context.Session.GetInt32("visits") ?? 0) + 1;
            context.Session.SetInt32("visits", visits);
            return $"visit {visits}";
        });
        // end

        await app.StartAsync();
        using var browser = app.GetTestClient();
        using var first = await browser.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal("visit 1", await first.Content.ReadAsStringAsync());
        browser.DefaultRequestHeaders.Add("Cookie", first.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal("visit 2", await browser.GetStringAsync(new Uri("/", UriKind.Relative)));
        Assert.Equal("visit 3", await browser.GetStringAsync(new Uri("/", UriKind.Relative)));
    }

    [Fact]
    public async Task Hybrid()
    {
        var services = _builder.Services;
        services.AddK8sCacheClient(options => options.Address = _cluster.Router);
        var calls = 0;

        // example: hybrid
        services.AddK8sCacheDistributedCache();
        services.AddHybridCache(); // keeps entries in this process, and in the cache for all the others

        await using var app = _builder.Build();
        var cache = app.Services.GetRequiredService<HybridCache>();
        string price = await cache.GetOrCreateAsync("price:7", async token => await AskAsync(token));
        // end

        Assert.Equal("12.50", price);
        // It tells the cache behind the caller's back.
        await Eventually.True(
            async () => await app.Services.GetRequiredService<K8sCacheClient>().ExistsAsync("price:7"), "the cache has it too");
        ((MemoryCache)app.Services.GetRequiredService<IMemoryCache>()).Clear();
        Assert.Equal("12.50", await cache.GetOrCreateAsync("price:7", AskAsync));
        Assert.Equal(1, calls);

        ValueTask<string> AskAsync(CancellationToken token)
        {
            calls++;
            return new("12.50");
        }
    }

    [Fact]
    public async Task Output()
    {
        var builder = _builder;
        builder.Services.AddK8sCacheClient(options => options.Address = _cluster.Router);
        var made = 0;

        // example: output
        builder.Services.AddOutputCache();
        builder.Services.AddSingleton<IOutputCacheStore, CacheOutputStore>();

        await using var app = builder.Build();
        app.UseOutputCache();
        app.MapGet("/report", () => $"made {++made} times").CacheOutput(policy => policy.Tag("reports").Expire(TimeSpan.FromMinutes(5)));
        // end

        await app.StartAsync();
        using var browser = app.GetTestClient();
        Assert.Equal("made 1 times", await browser.GetStringAsync(new Uri("/report", UriKind.Relative)));
        Assert.Equal("made 1 times", await browser.GetStringAsync(new Uri("/report", UriKind.Relative)));
        await app.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("reports", CancellationToken.None);
        Assert.Equal("made 2 times", await browser.GetStringAsync(new Uri("/report", UriKind.Relative)));
    }
}
