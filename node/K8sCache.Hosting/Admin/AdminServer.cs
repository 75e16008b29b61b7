using System.Net;
using K8sCache.Hosting.Identity;
using K8sCache.Hosting.Lifetime;
using K8sCache.Hosting.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace K8sCache.Hosting.Admin;

/// <summary>
/// The admin port of a process: <c>/metrics</c>, <c>/healthz</c>, <c>/readyz</c> and what the process maps besides.
/// Apart from the data port, so that neither can starve the other.
/// </summary>
public sealed class AdminServer : IAsyncDisposable
{
    /// <summary>Largest request body an admin endpoint takes: a topology of 1,000 nodes with a range a slot.</summary>
    public const long MaxRequestBytes = 16 << 20;

    /// <summary>Most connections at once: probes, Prometheus, the operator and some people.</summary>
    public const int MaxConnections = 256;

    private readonly WebApplication _application;

    private AdminServer(WebApplication application, IPEndPoint endPoint)
    {
        _application = application;
        EndPoint = endPoint;
    }

    /// <summary>Where it listens; the port is the one the system chose when 0 was asked for.</summary>
    public IPEndPoint EndPoint { get; }

    /// <exception cref="StartFailedException">The port is in use or the address is not this machine's.</exception>
    public static Task<AdminServer> StartAsync(
        IPEndPoint listenOn, MetricPage metrics, Readiness readiness, Supervisor supervisor, Action<IEndpointRouteBuilder> map,
        CancellationToken cancellationToken) =>
        StartAsync([listenOn], metrics, readiness, supervisor, identity: null, map, cancellationToken);

    /// <summary>Listens on several addresses; the first is the one it is known by.</summary>
    /// <param name="listenOn">Addresses and ports; port 0 lets the system choose one.</param>
    /// <param name="metrics">What <c>/metrics</c> answers.</param>
    /// <param name="readiness">What <c>/readyz</c> answers.</param>
    /// <param name="supervisor">What <c>/healthz</c> asks.</param>
    /// <param name="identity">Asked for before anything that is mapped besides; null = nobody is asked.</param>
    /// <param name="map">Maps what the process answers besides.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="StartFailedException">The port is in use or an address is not this machine's.</exception>
    public static async Task<AdminServer> StartAsync(
        IReadOnlyList<IPEndPoint> listenOn, MetricPage metrics, Readiness readiness, Supervisor supervisor, InternalIdentity? identity,
        Action<IEndpointRouteBuilder> map, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        // What answers a probe is done sooner than handed from thread to thread, and nothing here blocks.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            foreach (var endPoint in listenOn)
            {
                kestrel.Listen(endPoint);
            }
        });
        var application = builder.Build();
        if (identity is not null)
            application.Use(endpoints => AdminDoor.Before(endpoints, identity));
        application.UseRouting();
        StandardEndpoints.Map(application, metrics, readiness, supervisor);
        map(application);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await application.DisposeAsync();
            throw new StartFailedException($"cannot listen on {string.Join(" and ", listenOn)} (admin): the address is in use", error);
        }
        catch (System.Net.Sockets.SocketException error)
        {
            await application.DisposeAsync();
            throw new StartFailedException($"cannot listen on {string.Join(" and ", listenOn)} (admin): {error.Message}", error);
        }
        return new AdminServer(application, BoundEndPoint(application, listenOn[0]));
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    private static IPEndPoint BoundEndPoint(WebApplication application, IPEndPoint listenOn)
    {
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new IPEndPoint(listenOn.Address, BindingAddress.Parse(addresses.First()).Port);
    }
}
