using K8sCache.LocalCluster.Api.Operations;
using K8sCache.LocalCluster.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>The API over HTTPS (HTTP/1.1 and HTTP/2) on one address.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _web;

    private ApiServer(WebApplication web, LoopbackCertificates certificates, Uri url)
    {
        _web = web;
        Certificates = certificates;
        Url = url;
    }

    public Uri Url { get; }

    public LoopbackCertificates Certificates { get; }

    /// <summary>Listens when it returns. The certificates stay the caller's: a server that comes back keeps them.</summary>
    public static async Task<ApiServer> StartAsync(
        ApiServerOptions options, ApiCore core, LoopbackCertificates certificates, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Checked by the API itself, which answers larger bodies with a Status.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(options.Address, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificates.Server);
            });
        });
        var web = builder.Build();
        var presenter = new Presenter(new TableRenderer(core.Time));
        var operations = new ApiOperations(core);
        var resources = new ResourceHandler(core, operations, presenter, new WatchHandler(core, presenter));
        var pipeline = new RequestPipeline(core, resources, loggers.CreateLogger<ApiServer>());
        web.Run(pipeline.HandleAsync);
        await web.StartAsync(cancellationToken);
        var address = web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var port = new Uri(address).Port;
        return new ApiServer(web, certificates, new UriBuilder("https", options.Address.ToString(), port).Uri);
    }

    public async ValueTask DisposeAsync()
    {
        // Watches would keep a graceful stop waiting.
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _web.StopAsync(now.Token);
        await _web.DisposeAsync();
    }
}
