using System.Text;
using System.Text.Json;
using K8sCache.Hosting.Admin;
using K8sCache.Topology;
using K8sCache.Topology.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace K8sCache.Router.Topologies;

/// <summary><c>GET /topology</c> and <c>PUT /topology</c>, by which the operator's changes take milliseconds.</summary>
internal static class TopologyEndpoints
{
    private const string Path = "/topology";

    /// <param name="routes">The admin port's.</param>
    /// <param name="holder">What is in force.</param>
    /// <param name="intake">Takes what is put.</param>
    /// <param name="inForceAsync">Completes when every loop goes by what was taken.</param>
    public static void Map(IEndpointRouteBuilder routes, TopologyHolder holder, TopologyIntake intake, Func<Task> inForceAsync)
    {
        routes.MapGet(Path, context => GetAsync(context, holder));
        routes.MapPut(Path, context => PutAsync(context, holder, intake, inForceAsync));
    }

    private static Task GetAsync(HttpContext context, TopologyHolder holder) => holder.Current is { } current
        ? AdminResponses.WriteJsonAsync(context, StatusCodes.Status200OK, TopologyJson.Serialize(current.Document))
        : WriteErrorAsync(context, StatusCodes.Status404NotFound, 0, ["no topology yet"]);

    private static async Task PutAsync(
        HttpContext context, TopologyHolder holder, TopologyIntake intake, Func<Task> inForceAsync)
    {
        var parsed = TopologyJson.Parse(await AdminResponses.ReadBodyAsync(context));
        if (!parsed.IsValid)
        {
            await WriteErrorAsync(context, StatusCodes.Status400BadRequest, holder.Epoch, parsed.Problems);
            return;
        }

        var outcome = intake.Offer(parsed.Document, "PUT /topology");
        if (outcome is not (TopologyOutcome.Accepted or TopologyOutcome.Same))
        {
            await WriteErrorAsync(context, StatusCodes.Status409Conflict, holder.Epoch, [Refusal(outcome, holder.Epoch)]);
            return;
        }

        // Whoever is told so may rely on it: a node the topology no longer names gets no new requests.
        await inForceAsync().WaitAsync(context.RequestAborted);
        await AdminResponses.WriteJsonAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes($$"""{"epoch":{{parsed.Document.Epoch}}}"""));
    }

    private static string Refusal(TopologyOutcome outcome, long epoch) => outcome == TopologyOutcome.Older
        ? $"epoch {epoch} is in force, which is higher"
        : $"epoch {epoch} is in force with other content";

    private static Task WriteErrorAsync(HttpContext context, int status, long epoch, IReadOnlyList<string> problems)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteNumber("epoch", epoch);
            writer.WriteStartArray("problems");
            foreach (var problem in problems)
                writer.WriteStringValue(problem);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return AdminResponses.WriteJsonAsync(context, status, json.ToArray());
    }
}
