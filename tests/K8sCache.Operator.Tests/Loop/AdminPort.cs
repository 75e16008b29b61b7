using System.Net;
using System.Text.Json;
using K8sCache.Hosting.Admin;
using K8sCache.Hosting.Identity;
using K8sCache.Hosting.Lifetime;
using K8sCache.Hosting.Metrics;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Observe;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Topology.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sCache.Operator.Tests.Loop;

/// <summary>The admin port of a node or router whose data plane is only pretended, at the address of its pod.</summary>
internal sealed class AdminPort : IAsyncDisposable
{
    private readonly FakeProcess _process;
    private readonly MetricPage _metrics = new();
    private readonly string _identityFile = Path.GetTempFileName();
    private InternalIdentity? _identity;
    private AdminServer? _server;
    private int _questions;

    private AdminPort(FakeProcess process) => _process = process;

    /// <summary>How often <c>/status</c> was asked for: once in every pass of the operator.</summary>
    public int Questions => Volatile.Read(ref _questions);

    public static async Task<AdminPort> StartAsync(string podName, string podUid, IPAddress podIp, string token, CancellationToken cancellationToken)
    {
        var port = new AdminPort(new FakeProcess(podName, podUid));
        port._identity = InternalIdentity.Open(port.WriteIdentity(token), TimeProvider.System, NullLogger.Instance);
        port._server = await AdminServer.StartAsync(
            [new IPEndPoint(podIp, Ports.Admin)], port._metrics, new Readiness(),
            new Supervisor(TimeProvider.System, NullLogger.Instance), port._identity,
            routes =>
            {
                routes.MapGet("/status", port.AnswerStatusAsync);
                routes.MapGet("/topology", port.AnswerTopologyAsync);
                routes.MapPut("/topology", port.TakeTopologyAsync);
            },
            cancellationToken);
        return port;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _identity!.DisposeAsync();
        _metrics.Dispose();
        File.Delete(_identityFile);
    }

    private string WriteIdentity(string token)
    {
        File.WriteAllText(_identityFile, token);
        return _identityFile;
    }

    private Task AnswerStatusAsync(HttpContext context)
    {
        Interlocked.Increment(ref _questions);
        NodeReport report;
        lock (_process)
        {
            report = new NodeReport
            {
                Instance = _process.Instance,
                Epoch = _process.Epoch,
                Ready = _process.Topology is not null,
                Filled = _process.Filled(),
            };
        }

        return AdminResponses.WriteJsonAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(report, JsonSerializerOptions.Web));
    }

    private Task AnswerTopologyAsync(HttpContext context)
    {
        lock (_process)
        {
            return _process.Topology is { } topology
                ? AdminResponses.WriteJsonAsync(context, StatusCodes.Status200OK, TopologyJson.Serialize(topology))
                : AdminResponses.WriteJsonAsync(context, StatusCodes.Status404NotFound, "{}"u8.ToArray());
        }
    }

    private async Task TakeTopologyAsync(HttpContext context)
    {
        var topology = TopologyJson.Parse(await AdminResponses.ReadBodyAsync(context)).Document!;
        lock (_process)
        {
            context.Response.StatusCode = _process.Take(topology) ? StatusCodes.Status200OK : StatusCodes.Status409Conflict;
        }
    }
}
