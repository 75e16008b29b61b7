namespace K8sCache.Client.Tests.Support;

/// <summary>Clients with timeouts that suit tests: failures show early, and slow machines are given time.</summary>
internal static class Clients
{
    public static K8sCacheClient Of(string address, Action<K8sCacheClientOptions>? configure = null)
    {
        var options = new K8sCacheClientOptions
        {
            Address = address,
            RequestTimeout = TimeSpan.FromSeconds(20),
            RerouteTimeout = TimeSpan.FromSeconds(20),
            StallTimeout = TimeSpan.FromSeconds(10),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            TopologyInterval = TimeSpan.FromMilliseconds(200),
        };
        configure?.Invoke(options);
        return new K8sCacheClient(options);
    }
}
