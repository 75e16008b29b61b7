using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Http;
using K8sCache.LocalCluster.Api.Operations;
using K8sCache.LocalCluster.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.LocalCluster.Tests.Api;

/// <summary>An API server with a few kinds and plain hooks, and a client that trusts it.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    private readonly ApiServer _server;
    private readonly HttpClient _http;

    private TestApi(ApiCore core, ApiServer server)
    {
        Core = core;
        _server = server;
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        _http = new HttpClient(handler) { BaseAddress = server.Url };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("recorder/1.0");
    }

    public ApiCore Core { get; }

    public IClusterApi Cluster => new ClusterApi(Core, "tester");

    public static async Task<TestApi> StartAsync(PlainHooks? hooks = null)
    {
        var registry = new ResourceRegistry();
        registry.Add(TestKinds.All);
        var core = new ApiCore(new ObjectStore(), registry, PlainHooks.Create(hooks), TimeProvider.System, new Random(1));
        var certificates = LoopbackCertificates.Create(TimeProvider.System, IPAddress.Loopback);
        var server = await ApiServer.StartAsync(
            new ApiServerOptions(), core, certificates, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        var api = new TestApi(core, server);
        api.Cluster.Create(KnownResources.Namespaces, null, Json("""{"metadata":{"name":"ns"},"spec":{"finalizers":["kubernetes"]}}"""));
        return api;
    }

    public async Task<(int Code, JsonObject Body)> SendAsync(
        string method, string path, string? body = null, string contentType = "application/json", string accept = "application/json")
    {
        using var response = await RawAsync(method, path, body, contentType, accept);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, Json(text));
    }

    public async Task<HttpResponseMessage> RawAsync(
        string method, string path, string? body = null, string contentType = "application/json", string accept = "application/json")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Reads a watch to its end: <c>TYPE name</c> lines and the raw events.</summary>
    public async Task<List<JsonObject>> WatchAsync(string path, string accept = "application/json")
    {
        using var response = await RawAsync("GET", path, accept: accept);
        var text = await response.Content.ReadAsStringAsync();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Json)];
    }

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
