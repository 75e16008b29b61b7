using System.Net.Security;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>The ways to ask a container how it is: httpGet, tcpSocket and exec, of probes and lifecycle hooks alike.</summary>
internal sealed class ProbeAction(JsonObject container, PodAddress address, Func<IReadOnlyList<string>, CancellationToken, Task<int>> execute)
{
#pragma warning disable CA5359 // Certificates are not checked, as the kubelet's: a probe asks whether something answers, not who.
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore CA5359

    /// <summary>Null for success, or what went wrong.</summary>
    public async Task<string?> Run(JsonObject action, CancellationToken cancellation)
    {
        try
        {
            if (action["httpGet"] is JsonObject http)
                return await Get(http, cancellation);
            if (action["tcpSocket"] is JsonObject tcp)
                return await Connect(tcp, cancellation);
            if (action["exec"] is JsonObject exec)
            {
                var exitCode = await execute([.. exec.Texts("command")], cancellation);
                return exitCode == 0 ? null : $"command exited with {exitCode}";
            }

            return "probe of a kind that this cluster does not have";
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or IOException)
        {
            return error.Message;
        }
    }

    private async Task<string?> Get(JsonObject http, CancellationToken cancellation)
    {
        var scheme = http.Text("scheme") == "HTTPS" ? "https" : "http";
        var host = http.Text("host") is { Length: > 0 } named ? named : address.Pod.ToString();
        var path = http.Text("path") ?? "/";
        var target = new Uri($"{scheme}://{host}:{PortOf(http["port"])}{(path.StartsWith('/') ? path : "/" + path)}");
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.35");
        foreach (var header in http.Items("httpHeaders"))
            request.Headers.TryAddWithoutValidation(header.Text("name") ?? "", header.Text("value") ?? "");
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        var code = (int)response.StatusCode;
        return code is >= 200 and < 400 ? null : $"HTTP probe failed with statuscode: {code}";
    }

    private async Task<string?> Connect(JsonObject tcp, CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(tcp.Text("host") is { Length: > 0 } host ? host : address.Pod.ToString(), PortOf(tcp["port"]), cancellation);
        return null;
    }

    private int PortOf(JsonNode? port) =>
        port.Count() ?? ContainerPorts.Find(container, port.Text() ?? "") ?? throw new IOException($"no port named {port.Text()}");
}
