using K8sCache.Operator.Api;
using K8sCache.Operator.Planning;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Topology;
using ReplicationSpec = K8sCache.Operator.Api.ReplicationSpec;

namespace K8sCache.Operator.Tests.Nonsense;

/// <summary>
/// Every kind of nonsense in every field of the schema, put into the store past the schema, as an older one would let it in. No
/// pass throws, and a node that is lost after it is promoted away from.
/// </summary>
public sealed class NonsenseTests
{
    private const int Seed = 20261201;

    /// <summary>Made-up values for each field, beside the listed ones.</summary>
    private const int MadeUp = 8;

    /// <summary>How many of its values each field gets in a cluster that lives.</summary>
    private const int Lived = 2;

    /// <summary>Of what is accepted, one in so many is planned by as well.</summary>
    private const int Planned = 5;

    private static readonly CacheClusterSpec TwoCopies = new() { Replication = new ReplicationSpec { Factor = 2 } };

    [Fact]
    public async Task Every_nonsense_in_every_field_is_judged_and_the_cluster_goes_on()
    {
        var random = new Random(Seed);
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        var observed = await world.ObserveAsync();
        var (accepted, refused) = (0, 0);
        foreach (var spec in NonsenseSpecs.Fields.SelectMany(field => Values(random).Select(value => NonsenseSpecs.With(field, value))))
        {
            var problems = SpecRules.Check(OperatorWorld.ReadSpec(spec));
            if (problems.Count > 0)
            {
                refused++;
                Assert.All(problems, problem => Assert.StartsWith("spec.", problem.Message, StringComparison.Ordinal));
                continue;
            }

            if (accepted++ % Planned > 0)
                continue;
            var verdict = world.Judge(spec, observed);
            Assert.True(verdict is { Problems: [], Care.Topology.Topology: not null }, Short(spec));
            // What is wished is written down, too.
            Assert.All(verdict.Care!.Wished, obj => OperatorTypes.Json.Serialize(obj));
        }

        Assert.InRange(refused, 10 * NonsenseSpecs.Fields.Count, int.MaxValue);
        Assert.InRange(accepted, NonsenseSpecs.Fields.Count, int.MaxValue);
        Assert.Equal(0, await world.CountedAsync("k8scache_operator_judging_failures_total"));
    }

    [Fact]
    public async Task A_node_that_is_lost_after_it_is_promoted_away_from()
    {
        var random = new Random(Seed);
        var world = new OperatorWorld(TwoCopies);
        await world.ConvergeAsync();
        foreach (var field in NonsenseSpecs.Fields)
        {
            foreach (var value in Values(random).OrderBy(_ => random.Next()).Take(Lived))
            {
                try
                {
                    await LoseANodeAsync(world, NonsenseSpecs.With(field, value), random);
                }
                catch (Exception error)
                {
                    throw new InvalidOperationException($"{field.Name} = {Short(value)}", error);
                }
            }
        }

        Assert.Equal(0, await world.CountedAsync("k8scache_operator_judging_failures_total"));
    }

    private static IEnumerable<string> Values(Random random) =>
        NonsenseValues.All.Concat(Enumerable.Range(0, MadeUp).Select(_ => NonsenseValues.Random(random)).ToList());

    private static async Task LoseANodeAsync(OperatorWorld world, string spec, Random random)
    {
        world.PutSpec(spec);
        await world.PassAsync();
        var valid = world.Condition(ConditionTypes.Valid);
        if (valid.Status == "False")
            Assert.Contains("spec", valid.Message, StringComparison.Ordinal);
        else
            await world.ConvergeAsync();

        var replicated = world.Topology!.Replication.Factor > 1;
        var lost = world.Topology.Nodes[random.Next(world.Topology.Nodes.Count)].Name;
        if (random.Next(4) == 0)
            world.RestartOperator();
        world.Machines.Kill(lost);
        await world.PassAsync();
        if (replicated)
        {
            Assert.DoesNotContain(SlotMap.Compile(world.Topology).Ranges, range => range.Copies[0].Node == lost);
            Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
        }

        if (valid.Status == "True")
            world.Edit(_ => TwoCopies);
        await world.ConvergeAsync();
        Assert.Equal("True", world.Condition(ConditionTypes.TopologyInSync).Status);
        Assert.Equal(3, world.Topology.Nodes.Count);
    }

    private static string Short(string value) => value.Length <= 2_000 ? value : value[..2_000] + "...";
}
