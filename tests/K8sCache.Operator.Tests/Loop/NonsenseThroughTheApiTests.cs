using System.Text.Json;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.Operator.Planning;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Operator.Tests.Nonsense;

namespace K8sCache.Operator.Tests.Loop;

/// <summary>The same nonsense as users write it: through an API server that holds the schema, to an operator that runs.</summary>
public sealed class NonsenseThroughTheApiTests
{
    private const int Seed = 20261201;

    /// <summary>Values tried for each field.</summary>
    private const int Tried = 16;

    private const string TwoCopies = """{"replication":{"factor":2}}""";

    /// <summary>What only arithmetic between fields, or the parameters of a scheduler, can tell.</summary>
    private static readonly string[] LeftToTheOperator =
    [
        Reasons.ReplicationFactorExceedsNodes, Reasons.MemoryLimitTooSmall, Reasons.SchedulerParameterInvalid, Reasons.ResourceOutOfRange,
    ];

    /// <summary>Specs that the schema lets pass, or an API server without rules, and that are none.</summary>
    public static TheoryData<string, string> LetThrough => new()
    {
        { """{"replication":{"factor":2},"nodes":{"template":{"resources":{"limits":{"memory":"9999Ei"}}}}}""", Reasons.ResourceOutOfRange },
        { """{"replication":{"factor":2},"nodes":{"template":{"resources":{"limits":{"memory":"1e400"}}}}}""", Reasons.ResourceOutOfRange },
        { """{"replication":{"factor":2},"routing":{"template":{"resources":{"requests":{"cpu":"1e30"}}}}}""", Reasons.ResourceOutOfRange },
        { """{"replication":{"factor":200}}""", Reasons.ReplicationFactorExceedsNodes },
        { """{"replication":{"factor":2},"routing":{"parameters":{"nosuch":1e300}}}""", Reasons.SchedulerParameterInvalid },
        { """{"replication":{"factor":2},"nodes":{"memory":"16Ti","template":{"resources":{"limits":{"memory":"1"}}}}}""", Reasons.MemoryLimitTooSmall },
        { """{"replication":{"factor":2},"nodes":{"template":{"affinity":{"a":{"b":[null]}}}}}""", Reasons.SpecUnreadable },
        { """{"replication":{"factor":2},"nodes":{"template":{"affinity":{"colour":"red"}}}}""", Reasons.ObjectsRefused },
    };

    [Fact]
    public async Task The_schema_refuses_what_the_operator_would_but_for_what_it_cannot_tell()
    {
        await using var world = await LocalWorld.StartAsync(withOperator: false);
        world.Create("demo", TwoCopies);
        var random = new Random(Seed);
        var (accepted, refused) = (0, 0);
        foreach (var known in NonsenseSpecs.Fields)
        {
            var isAmount = known.Schema["x-kubernetes-int-or-string"] is not null;
            var values = isAmount ? NonsenseValues.All : NonsenseValues.All.OrderBy(_ => random.Next()).Take(Tried);
            foreach (var value in values.Concat(Enumerable.Range(0, Tried).Select(_ => NonsenseValues.Random(random))))
            {
                if (Parsed(NonsenseSpecs.With(known, value)) is not { } spec)
                    continue;
                if (!TryReplace(world, spec))
                {
                    refused++;
                    continue;
                }

                accepted++;
                var stored = world.Get("demo")["spec"]!.ToJsonString();
                Assert.All(
                    SpecRules.Check(OperatorWorld.ReadSpec(stored)).Where(problem => !IsAffinity(known)),
                    problem => Assert.True(LeftToTheOperator.Contains(problem.Reason), $"{known.Name} = {value}: {problem}"));
            }
        }

        Assert.InRange(refused, NonsenseSpecs.Fields.Count, int.MaxValue);
        Assert.InRange(accepted, NonsenseSpecs.Fields.Count, int.MaxValue);
    }

    [Theory]
    [InlineData("""{"routing":{"nearCache":{"memory":"9Ei"}}}""", "spec.routing.nearCache.memory: Invalid value: \"9Ei\": must be 1Mi to 128Mi")]
    [InlineData("""{"nodes":{"memory":"8Ei"}}""", "spec.nodes.memory: Invalid value: \"8Ei\": must be 16Mi to 16Ti")]
    [InlineData("""{"nodes":{"memory":1}}""", "spec.nodes.memory: Invalid value: 1: must be 16Mi to 16Ti")]
    [InlineData("""{"limits":{"clientOutputBuffer":"1e30"}}""", "spec.limits.clientOutputBuffer: Invalid value: \"1e30\": must be 1Mi to 1Ti")]
    [InlineData("""{"limits":{"clientOutputBuffer":"1e400"}}""", "spec.limits.clientOutputBuffer: Invalid value: \"1e400\": must be 1Mi to 1Ti")]
    public async Task The_API_server_refuses_an_amount_out_of_range_and_names_the_range(string spec, string said)
    {
        await using var world = await LocalWorld.StartAsync(withOperator: false);
        var refused = Assert.Throws<ApiException>(() => world.Create("demo", spec));
        Assert.Equal(422, refused.Code);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_lost_after_what_was_let_through_is_replaced_also_by_an_operator_that_restarts()
    {
        await using var world = await LocalWorld.StartAsync();
        world.Create("demo", TwoCopies);
        await world.SettledAsync("demo");
        foreach (var (index, row) in LetThrough.Index())
        {
            var (spec, reason) = row.Data;
            Assert.True(TryReplace(world, JsonNode.Parse(spec)!), spec);
            await Eventually.True(
                () => (string?)world.Condition("demo", "Valid")?["reason"] == reason, $"{spec} is {reason}: {world.Condition("demo", "Valid")}", LocalWorld.Patience);
            if (index % 2 == 0)
                await world.RestartOperatorAsync();
            var pod = $"demo-nodes-{index % 3}";
            var lost = Uid(world, pod);
            world.Cluster.Api.Delete(KnownResources.Pods, LocalWorld.Namespace, pod);
            await Eventually.True(
                () => Uid(world, pod) is { } uid && uid != lost && world.TopologyText("demo").Contains(uid, StringComparison.Ordinal),
                "its successor is of the topology", LocalWorld.Patience);
            await world.SettledAsync("demo");
        }

        Assert.True(TryReplace(world, JsonNode.Parse(TwoCopies)!));
        await Eventually.True(() => (string?)world.Condition("demo", "Valid")?["status"] == "True", "the spec is mended", LocalWorld.Patience);
    }

    private static bool TryReplace(LocalWorld world, JsonNode spec)
    {
        try
        {
            world.Replace("demo", spec);
            return true;
        }
        catch (ApiException refused) when (refused.Code is 400 or 422)
        {
            return false;
        }
    }

    /// <summary>What no client's JSON library can write is not tried.</summary>
    private static JsonNode? Parsed(string spec)
    {
        try
        {
            var node = JsonNode.Parse(spec)!;
            _ = node.DeepClone().ToJsonString();
            return node;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Unread by the schema, so whatever is in it passes.</summary>
    private static bool IsAffinity(SchemaField field) => field.Name.Contains("affinity", StringComparison.Ordinal);

    private static string? Uid(LocalWorld world, string pod) =>
        (string?)world.Cluster.Api.Find(KnownResources.Pods, LocalWorld.Namespace, pod)?["metadata"]?["uid"];
}
