using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using k8s;
using K8sCache.Kubernetes.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.Tests.Support;

/// <summary>An HTTP server on a loopback port whose every answer a test writes.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeApiServer(WebApplication app) => _app = app;

    /// <summary>Requests so far: method, path and query, body.</summary>
    public ConcurrentQueue<(string Line, string Body, string ContentType)> Requests { get; } = new();

    public Uri Address => new(
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<FakeApiServer> StartAsync(
        Func<HttpContext, string, Task> answer, int port = 0, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate, https =>
                {
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                    https.AllowAnyClientCertificate();
                });
            }
        }));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(
            options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var server = new FakeApiServer(builder.Build());
        server._app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var line = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
            server.Requests.Enqueue((Uri.UnescapeDataString(line), body, context.Request.ContentType ?? ""));
            await answer(context, body);
        });
        await server._app.StartAsync();
        return server;
    }

    public KubernetesClient CreateClient(TimeProvider? timeProvider = null) =>
        new(
            new KubernetesClientConfiguration { Host = Address.AbsoluteUri, UserAgent = "tests/1.0", HttpClientTimeout = TimeSpan.FromSeconds(30) },
            TestTypes.Json, timeProvider ?? TimeProvider.System, limits: new ClientLimits { RequestsPerSecond = 0 });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
