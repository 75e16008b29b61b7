using System.Net;
using K8sCache.Hosting.Lifetime;
using K8sCache.LocalCluster.Api.Http;

namespace K8sCache.LocalCluster;

/// <summary>The API server as something that can go away and come back on the same port, with the same certificate and the same objects.</summary>
internal sealed class ApiServerSwitch
{
    private readonly ClusterServices _services;
    private readonly int _port;
    private ApiServer? _server;

    private ApiServerSwitch(ClusterServices services, ApiServer server)
    {
        _services = services;
        _server = server;
        Url = server.Url;
        _port = server.Url.Port;
    }

    public Uri Url { get; }

    /// <exception cref="StartFailedException">The port is in use.</exception>
    public static async Task<ApiServerSwitch> StartAsync(ClusterServices services, int port, CancellationToken cancellationToken) =>
        new(services, await Listen(services, port, cancellationToken));

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
            await server.DisposeAsync();
    }

    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
            Volatile.Write(ref _server, await Listen(_services, _port, cancellationToken));
    }

    private static async Task<ApiServer> Listen(ClusterServices services, int port, CancellationToken cancellationToken)
    {
        var options = new ApiServerOptions { Address = IPAddress.Loopback, Port = port };
        try
        {
            return await ApiServer.StartAsync(options, services.Core, services.Certificates, services.Options.Logging, cancellationToken);
        }
        catch (IOException error)
        {
            throw new StartFailedException($"cannot listen on {options.Address}:{port}: {error.InnerException?.Message ?? error.Message}", error);
        }
    }
}
