using System.Diagnostics.Metrics;
using K8sCache.Client.Caching;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace K8sCache.Client.DependencyInjection;

/// <summary>The client and the distributed cache as services.</summary>
public static class K8sCacheServiceCollectionExtensions
{
    /// <summary>
    /// Adds the one <see cref="K8sCacheClient"/> of the application. Its options may be bound and configured as any others;
    /// they are validated when the host starts, all problems at once.
    /// </summary>
    public static IServiceCollection AddK8sCacheClient(
        this IServiceCollection services, Action<K8sCacheClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<K8sCacheClientOptions>();
        if (configure is not null)
            options.Configure(configure);
        options.ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<K8sCacheClientOptions>, K8sCacheClientOptionsValidator>());
        services.TryAddSingleton(provider => new K8sCacheClient(
            provider.GetRequiredService<IOptions<K8sCacheClientOptions>>().Value, TimeProvider.System,
            provider.GetService<ILogger<K8sCacheClient>>(), provider.GetService<IMeterFactory>()));
        return services;
    }

    /// <summary>
    /// Makes <see cref="IDistributedCache"/> this cache, by way of the client that <see cref="AddK8sCacheClient"/> adds.
    /// Absolute expirations go by the application's <see cref="TimeProvider"/>, where it has one.
    /// </summary>
    public static IServiceCollection AddK8sCacheDistributedCache(
        this IServiceCollection services, Action<K8sCacheDistributedCacheOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<K8sCacheDistributedCacheOptions>().Configure(options => configure?.Invoke(options));
        services.AddSingleton<IDistributedCache>(provider => new K8sCacheDistributedCache(
            provider.GetRequiredService<K8sCacheClient>(), provider.GetRequiredService<IOptions<K8sCacheDistributedCacheOptions>>().Value,
            provider.GetService<TimeProvider>(), provider.GetService<ILogger<K8sCacheDistributedCache>>()));
        return services;
    }
}
