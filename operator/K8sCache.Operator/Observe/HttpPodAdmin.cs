using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using K8sCache.Operator.Desired;
using K8sCache.Topology;
using K8sCache.Topology.Json;
using Microsoft.Extensions.Logging;

namespace K8sCache.Operator.Observe;

/// <summary>Speaks HTTP with the pods' admin ports, each call bounded by a short timeout: a hung pod must not hold up the others.</summary>
public sealed class HttpPodAdmin : IPodAdmin, IDisposable
{
    /// <summary>Long enough for a busy pod, short enough that a dead one is noticed within a second or two.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly HttpClient _client;
    private readonly ILogger<HttpPodAdmin> _logger;
    private readonly int _adminPort;

    public HttpPodAdmin(ILogger<HttpPodAdmin> logger, int adminPort = Ports.Admin)
    {
        _logger = logger;
        _adminPort = adminPort;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = Timeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            UseProxy = false,
        })
        {
            Timeout = Timeout,
        };
    }

    public Task<NodeReport?> GetNodeReportAsync(PodDoor pod, CancellationToken cancellationToken) =>
        GetReportAsync(pod, ReportTypes.Default.NodeReport, NodeReport.Refused, cancellationToken);

    public Task<RouterReport?> GetRouterReportAsync(PodDoor pod, CancellationToken cancellationToken) =>
        GetReportAsync(pod, ReportTypes.Default.RouterReport, RouterReport.Refused, cancellationToken);

    public async Task<TopologyDocument?> GetTopologyAsync(PodDoor pod, CancellationToken cancellationToken)
    {
        using var request = RequestTo(pod, HttpMethod.Get, "topology");
        return await SendAsync(
            request,
            async response => response.IsSuccessStatusCode
                ? TopologyJson.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken)).Document
                : null,
            cancellationToken);
    }

    public async Task<bool> PutTopologyAsync(PodDoor pod, TopologyDocument topology, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(TopologyJson.Serialize(topology));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = RequestTo(pod, HttpMethod.Put, "topology");
        request.Content = content;
        var status = await SendAsync(request, response => Task.FromResult<object?>(response.StatusCode), cancellationToken);
        if (status is HttpStatusCode.OK)
            return true;
        if (status is HttpStatusCode refusal)
            Log.TopologyRefused(_logger, pod.Ip, topology.Epoch, (int)refusal);
        return false;
    }

    public void Dispose() => _client.Dispose();

    private async Task<T?> GetReportAsync<T>(PodDoor pod, JsonTypeInfo<T> type, T refused, CancellationToken cancellationToken)
        where T : class
    {
        using var request = RequestTo(pod, HttpMethod.Get, "status");
        return await SendAsync(
            request,
            async response => response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => refused,
                _ when response.IsSuccessStatusCode => await response.Content.ReadFromJsonAsync(type, cancellationToken),
                _ => null,
            },
            cancellationToken);
    }

    private async Task<T?> SendAsync<T>(
        HttpRequestMessage request, Func<HttpResponseMessage, Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);
            return await read(response);
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or IOException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.PodSilent(_logger, request.RequestUri!, error.Message);
            return null;
        }
    }

    private HttpRequestMessage RequestTo(PodDoor pod, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new UriBuilder("http", pod.Ip, _adminPort, path).Uri);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", pod.Token);
        return request;
    }
}
