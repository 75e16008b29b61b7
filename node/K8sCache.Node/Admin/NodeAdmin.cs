using System.Globalization;
using K8sCache.Hosting.Admin;
using K8sCache.Node.Serving;
using K8sCache.Node.Topologies;
using K8sCache.Node.Transfer;
using K8sCache.Topology;
using K8sCache.Topology.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace K8sCache.Node.Admin;

/// <summary>What a node's admin port answers besides the standard: its topology, and its status for the operator.</summary>
internal sealed class NodeAdmin(NodeContext node, TopologyFollower follower, SlotFiller filler, Readiness readiness)
{
    private const double NanosecondsPerSecond = 1e9;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/topology", GetTopologyAsync);
        routes.MapPut("/topology", PutTopologyAsync);
        routes.MapGet("/status", GetStatusAsync);
    }

    private Task GetTopologyAsync(HttpContext context) =>
        node.Topology.Current is { } current
            ? AdminResponses.WriteJsonAsync(context, StatusCodes.Status200OK, TopologyJson.Serialize(current.Document))
            : ProblemsAsync(context, StatusCodes.Status404NotFound, ["no topology yet"]);

    private async Task PutTopologyAsync(HttpContext context)
    {
        var parsed = TopologyJson.Parse(await AdminResponses.ReadBodyAsync(context));
        if (!parsed.IsValid)
        {
            await ProblemsAsync(context, StatusCodes.Status400BadRequest, parsed.Problems);
            return;
        }

        var taken = node.Topology.Offer(parsed.Document) is TopologyOutcome.Accepted or TopologyOutcome.Same;
        // Answered once it is in force: whoever pushed it may then rely on this node's fencing.
        if (taken)
            await follower.AppliedAsync(parsed.Document.Epoch).WaitAsync(context.RequestAborted);
        await AdminResponses.WriteJsonAsync(
            context,
            taken ? StatusCodes.Status200OK : StatusCodes.Status409Conflict,
            new EpochAnswer(node.Topology.Epoch),
            AdminJsonContext.Default.EpochAnswer);
    }

    private Task GetStatusAsync(HttpContext context)
    {
        var progress = filler.Progress;
        var epoch = follower.AppliedEpoch;
        // What was filled under an older topology says nothing about this one.
        if (progress.Epoch != epoch)
            progress = FillProgress.None;
        var status = new NodeStatus
        {
            Name = node.Options.Name,
            Instance = node.Instance,
            Epoch = epoch,
            Ready = readiness.IsReady,
            Entries = node.Engine.Count,
            MemoryUsedBytes = node.Engine.MemoryUsedBytes,
            MemoryLimitBytes = node.Engine.MemoryLimitBytes,
            Filling = [.. progress.Filling.Select(range => new SlotSpan(range.From, range.To))],
            Filled = [.. progress.Filled.Select(range => new SlotSpan(range.From, range.To))],
            Problems = [.. Problems(), .. progress.Problems],
            InFlight = node.InFlight,
            ServiceTimeSeconds = node.ServiceTimeNanoseconds / NanosecondsPerSecond,
        };
        return AdminResponses.WriteJsonAsync(context, StatusCodes.Status200OK, status, AdminJsonContext.Default.NodeStatus);
    }

    private IEnumerable<string> Problems()
    {
        if (node.View is null && node.Options.TopologyFile is { } path)
            yield return TopologyFile.MissingText(path);
        if (node.View is { Self: < 0 } view)
            yield return string.Create(CultureInfo.InvariantCulture, $"topology {view.Epoch} does not name this node, {node.Options.Name}");
    }

    private static Task ProblemsAsync(HttpContext context, int code, IReadOnlyList<string> problems) =>
        AdminResponses.WriteJsonAsync(context, code, new ProblemAnswer(problems), AdminJsonContext.Default.ProblemAnswer);
}
