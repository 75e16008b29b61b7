using K8sCache.Hosting.Lifetime;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Controllers;
using K8sCache.LocalCluster.Kubelet;
using K8sCache.LocalCluster.Networking;

namespace K8sCache.LocalCluster;

/// <summary>
/// A Kubernetes cluster inside this process: an API server for kubectl, helm and clients, the controllers, and nodes whose pods are
/// processes of this machine. Any number of them run side by side, each with a loopback range, a port and a folder of its own.
/// </summary>
public sealed class LocalControlPlane : IAsyncDisposable
{
    private readonly LocalControlPlaneOptions _options;
    private readonly ClusterServices _services;
    private readonly ApiServerSwitch _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private LocalControlPlane(LocalControlPlaneOptions options, ClusterServices services, ApiServerSwitch server, IPodRuntime pods)
    {
        _options = options;
        _services = services;
        _server = server;
        _running = Run(pods);
    }

    /// <summary>Where the API listens; stays the same when it is stopped and started again.</summary>
    public Uri ApiServer => _server.Url;

    /// <summary>File with which kubectl, helm and clients are the cluster's admin.</summary>
    public string KubeconfigFile => _services.Folders.Kubeconfig;

    /// <summary>Bearer token of the cluster's admin.</summary>
    public string AdminToken => _services.Builtins.AdminToken;

    /// <summary>PEM of the authority that signed the API server's certificate.</summary>
    public string CertificateAuthority => _services.Certificates.AuthorityPem;

    /// <summary>The API without HTTP, with the rights of an admin.</summary>
    public IClusterApi Api => _services.Api;

    /// <summary>Starts a cluster; when this returns the API answers.</summary>
    /// <exception cref="StartFailedException">The port is in use, or there is no loopback range left.</exception>
    public static async Task<LocalControlPlane> StartAsync(LocalControlPlaneOptions options, CancellationToken cancellationToken = default)
    {
        var services = ClusterServices.Create(options);
        try
        {
            var server = await ApiServerSwitch.StartAsync(services, options.Port, cancellationToken);
            var pods = services.MakePodRuntime(server.Url);
            BootstrapObjects.Create(services.Api, services.Nodes, ClusterServices.ApiEndPoint(server.Url), options.Time.GetUtcNow());
            KubeconfigFileWriter.Write(
                services.Folders.Kubeconfig, KubeconfigFileWriter.Render(server.Url, services.Certificates.AuthorityPem, services.Builtins.AdminToken));
            return new LocalControlPlane(options, services, server, pods);
        }
        catch
        {
            services.Dispose();
            throw;
        }
    }

    /// <summary>An HTTP client that trusts the API server and is its admin; the caller disposes of it.</summary>
    public HttpClient CreateClient() => AdminClient.Create(ApiServer, CertificateAuthority, AdminToken);

    /// <summary>The API goes away: the port is closed and every connection and watch ends. Pods and controllers go on.</summary>
    public Task StopApiAsync() => _server.StopAsync();

    /// <summary>The API comes back on the same port with everything it knew.</summary>
    public Task StartApiAsync(CancellationToken cancellationToken = default) => _server.StartAgainAsync(cancellationToken);

    /// <summary>Completes early, with the reason, if a part of the cluster fails for good.</summary>
    public Task Completion => _running;

    /// <summary>Ends every process and frees every port and address.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server.StopAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped as asked.
        }

        _services.Dispose();
        _stop.Dispose();
    }

    private Task Run(IPodRuntime pods)
    {
        var log = _options.Logging.CreateLogger(typeof(LocalControlPlane).FullName!);
        var controllers = new ClusterControllers(
            _services.Api, _services.Core.Registry, _services.Certificates.AuthorityPem,
            _options.Pods != PodRuntimeKind.None, _options.Time, _options.Logging);
        var proxy = new ServiceProxy(_services.Api, _options.Time, log);
        return Task.WhenAll(controllers.Run(_stop.Token), proxy.Run(_stop.Token), pods.Run(_stop.Token), _services.Builtins.RunAsync(_stop.Token));
    }
}
