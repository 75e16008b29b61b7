using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Configuration;
using K8sCache.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace K8sCache.Kubernetes.Client.Http;

/// <summary>Sends requests to the API server and turns its failures into <see cref="ApiException"/>.</summary>
internal sealed class ApiTransport : IDisposable
{
    // Plain-text error bodies (proxies, panics) go into messages: enough to tell, not enough to flood a log.
    private const int MaxErrorTextLength = 512;

    // A warning comes with every such call; once is enough to know it. Bounded, since texts may name objects.
    private const int MaxKnownWarnings = 256;

    private readonly HttpClient _http;
    private readonly KubernetesClientConfiguration _configuration;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, bool> _knownWarnings = new(StringComparer.Ordinal);

    public ApiTransport(
        KubernetesClientConfiguration configuration, HttpMessageHandler handler, TimeProvider timeProvider, ILogger logger)
    {
        _configuration = configuration;
        _timeProvider = timeProvider;
        _logger = logger;
        _http = new HttpClient(handler)
        {
            // A server URL may have a path (a proxy such as Rancher's); relative paths go below it.
            BaseAddress = ServerOf(configuration),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(configuration.UserAgent);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        // SocketsHttpHandler takes the name to verify from the Host header.
        _http.DefaultRequestHeaders.Host = string.IsNullOrEmpty(configuration.TlsServerName) ? null : configuration.TlsServerName;
    }

    /// <summary>The whole answer's body.</summary>
    public async Task<byte[]> SendAsync(
        HttpMethod method, string pathAndQuery, HttpContent? content, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_configuration.HttpClientTimeout, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await StartAsync(method, pathAndQuery, content, both.Token);
            return await response.Content.ReadAsByteArrayAsync(both.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(
                $"{method} {pathAndQuery}: no answer within {_configuration.HttpClientTimeout.TotalSeconds} s.", error);
        }
    }

    /// <summary>The answer as soon as its headers are here, for watches.</summary>
    /// <exception cref="ApiException">The status is no success.</exception>
    public async Task<HttpResponseMessage> StartAsync(
        HttpMethod method, string pathAndQuery, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, pathAndQuery.TrimStart('/'))
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        LogWarnings(request, response);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new ApiException(await ReadStatusAsync(response, cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private static Uri ServerOf(KubernetesClientConfiguration configuration) =>
        Uri.TryCreate(configuration.Host?.TrimEnd('/') + "/", UriKind.Absolute, out var server)
            ? server
            : throw new KubernetesConfigurationException($"server: '{configuration.Host}' is no URL.");

    private void LogWarnings(HttpRequestMessage request, HttpResponseMessage response)
    {
        foreach (var warning in response.Headers.Warning)
        {
            if (_knownWarnings.Count >= MaxKnownWarnings || !_knownWarnings.TryAdd(warning.Text, true))
                continue;
            Log.ApiWarning(_logger, request.Method, request.RequestUri?.AbsolutePath, warning.Text);
        }
    }

    private static async Task<V1Status> ReadStatusAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var code = (int)response.StatusCode;
        var status = TryParseStatus(body) ?? new V1Status
        {
            Status = "Failure",
            Message = body.Length > MaxErrorTextLength ? body[..MaxErrorTextLength] : body.Trim(),
            Reason = response.StatusCode == HttpStatusCode.NotFound ? StatusReasons.NotFound : null,
        };
        if (response.Headers.RetryAfter?.Delta is { } delay && status.Details?.RetryAfterSeconds is null)
        {
            var details = status.Details ?? new V1StatusDetails();
            status = status with { Details = details with { RetryAfterSeconds = (int)delay.TotalSeconds } };
        }
        return status with { Code = status.Code ?? code };
    }

    private static V1Status? TryParseStatus(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, LibraryTypes.Default.V1Status) is { Kind: "Status", Status: not null } status
                ? status
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
