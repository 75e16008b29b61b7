using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Controllers;
using K8sCache.LocalCluster.Manifests;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.Networking;

/// <summary>kube-proxy's part: one relay for each TCP port of each Service with an address, fed by the EndpointSlices.</summary>
internal sealed class ServiceProxy(IClusterApi api, TimeProvider time, ILogger log)
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    private readonly EndpointTable _endpoints = new();
    private readonly Dictionary<(IPEndPoint Address, ServicePort Port), PortRelay> _relays = [];
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Runs until cancelled; then every port is free again.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var services = new ResourceWatch(api, KnownResources.Services, _ => Want(), _ => Want(), time);
        var slices = new ResourceWatch(api, KnownResources.EndpointSlices, _ => Want(), _ => Want(), time);
        await Task.WhenAll(services.Run(cancellation), slices.Run(cancellation), Follow(cancellation));
        foreach (var relay in _relays.Values)
            await relay.DisposeAsync();
    }

    private void Want() => _wanted.Writer.TryWrite(true);

    private async Task Follow(CancellationToken cancellation)
    {
        try
        {
            await foreach (var _ in _wanted.Reader.ReadAllAsync(cancellation))
            {
                _endpoints.Replace(ReadEndpoints());
                await Listen(ReadPorts());
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task Listen(HashSet<(IPEndPoint Address, ServicePort Port)> wanted)
    {
        foreach (var gone in _relays.Keys.Where(key => !wanted.Contains(key)).ToList())
        {
            await _relays[gone].DisposeAsync();
            _relays.Remove(gone);
        }

        foreach (var added in wanted.Where(key => !_relays.ContainsKey(key)))
        {
            try
            {
                _relays[added] = new PortRelay(added.Address, added.Port, _endpoints);
            }
            catch (SocketException error)
            {
                ServiceProxyLog.CannotListen(log, added.Port.Namespace, added.Port.Service, added.Address, error.Message);
            }
        }
    }

    private HashSet<(IPEndPoint, ServicePort)> ReadPorts()
    {
        var ports = new HashSet<(IPEndPoint, ServicePort)>();
        foreach (var service in api.List(KnownResources.Services).Items)
        {
            // A Service without a selector, such as kubernetes itself, is served by whoever made its slices.
            if (!IPAddress.TryParse(service.Text("spec", "clusterIP"), out var address) || !IPAddress.IsLoopback(address) || IsKubernetes(service))
                continue;
            foreach (var port in service.Items("spec", "ports").Where(IsTcp))
                ports.Add((new IPEndPoint(address, port.Count("port") ?? 0), new ServicePort(service.Namespace(), service.Name(), port.Text("name") ?? "")));
        }

        return ports;
    }

    private Dictionary<ServicePort, ImmutableArray<IPEndPoint>> ReadEndpoints() => api.List(KnownResources.EndpointSlices).Items
        .SelectMany(slice => slice.Items("ports").Where(IsTcp).SelectMany(port => slice.Items("endpoints").Where(IsReady)
            .SelectMany(endpoint => endpoint.Texts("addresses"))
            .Select(address => (
                Port: new ServicePort(slice.Namespace(), slice.Label(ServiceNameLabel) ?? "", port.Text("name") ?? ""),
                Address: new IPEndPoint(IPAddress.Parse(address), port.Count("port") ?? 0)))))
        .GroupBy(entry => entry.Port)
        .ToDictionary(group => group.Key, group => group.Select(entry => entry.Address).ToImmutableArray());

    private static bool IsTcp(JsonObject port) => port.Text("protocol") is null or "TCP";

    private static bool IsReady(JsonObject endpoint) => endpoint.At("conditions", "ready") is null || endpoint.Flag("conditions", "ready");

    private static bool IsKubernetes(JsonObject service) => service.Name() == "kubernetes" && service.Namespace() == "default";
}
