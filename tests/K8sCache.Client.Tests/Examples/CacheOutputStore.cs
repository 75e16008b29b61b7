using Microsoft.AspNetCore.OutputCaching;

namespace K8sCache.Client.Tests.Examples;

// example: output-store
/// <summary>ASP.NET's output cache on K8sCache: a page is a value, a tag a hash of the pages that have it.</summary>
internal sealed class CacheOutputStore(K8sCacheClient client) : IOutputCacheStore
{
    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => client.GetAsync($"page:{key}", cancellationToken);

    public async ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        await client.SetAsync($"page:{key}", value, validFor, cancellationToken);
        foreach (var tag in tags ?? [])
            await client.HashSetAsync($"tag:{tag}", key, "", cancellationToken);
    }

    public async ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        var pages = await client.HashGetAllAsync($"tag:{tag}", cancellationToken);
        await client.DeleteManyAsync([.. pages.Keys.Select(key => (CacheKey)$"page:{key}")], cancellationToken);
        await client.HashDeleteAsync($"tag:{tag}", [.. pages.Keys], cancellationToken);
    }
}
// end
