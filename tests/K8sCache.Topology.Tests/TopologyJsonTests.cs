using System.Text;
using K8sCache.Topology.Json;

namespace K8sCache.Topology.Tests;

public sealed class TopologyJsonTests
{
    private const string Full = """
        {"epoch":7,
         "scheduler":{"type":"LeastLoad","parameters":{"x":1.5},"hedging":{"budgetPercent":2.5},
                      "hotKeys":{"spread":false,"percent":5},"nearCache":{"bytes":1048576,"stalenessMs":50}},
         "replication":{"factor":2,"acknowledge":"Primary"},
         "nodes":[{"name":"a","address":"10.0.0.5:6379","peerAddress":"10.0.0.5:6380","zone":"z1","state":"Up","instance":"b1"},
                  {"name":"b","address":"[::1]:6379","state":"Leaving"},
                  {"name":"c","address":"c.demo.svc:6379","state":"Down"}],
         "slots":[{"from":5461,"to":16383,"copies":[{"node":"b","state":"InSync"}]},
                  {"from":0,"to":5460,"copies":[{"node":"a","state":"InSync"},{"node":"b","state":"Filling"}]}],
         "newerThanUs":{"a":[1,2]}}
        """;

    [Fact]
    public void Everything_is_read()
    {
        var document = Valid(Full);

        Assert.Equal(7, document.Epoch);
        Assert.Equal(SchedulerType.LeastLoad, document.Scheduler.Type);
        Assert.Equal(1.5, document.Scheduler.Parameters["x"]);
        Assert.Equal(2.5, document.Scheduler.Hedging?.BudgetPercent);
        Assert.Equal(new HotKeySpec { Spread = false, Percent = 5 }, document.Scheduler.HotKeys);
        Assert.Equal(new NearCacheSpec { Bytes = 1 << 20, StalenessMs = 50 }, document.Scheduler.NearCache);
        Assert.Equal(new ReplicationSpec { Factor = 2, Acknowledge = AcknowledgeMode.Primary }, document.Replication);
        Assert.Equal(["a", "b", "c"], document.Nodes.Select(node => node.Name));
        Assert.Equal(NodeState.Leaving, document.Nodes[1].State);
        Assert.Equal(0, document.Slots[0].From);
        Assert.Equal(new SlotCopy("b", CopyState.Filling), document.Slots[0].Copies[1]);
    }

    [Fact]
    public void Two_parsed_copies_are_equal_and_survive_a_round_trip()
    {
        var document = Valid(Full);

        Assert.Equal(document, Valid(Full));
        Assert.Equal(document, Valid(Encoding.UTF8.GetString(TopologyJson.Serialize(document))));
        Assert.Equal(TopologyJson.Serialize(document), TopologyJson.Serialize(Valid(Full)));
        Assert.NotEqual(document, document with { Replication = new ReplicationSpec() });
        Assert.NotEqual(document, document with { Scheduler = document.Scheduler with { Hedging = null } });
        Assert.NotEqual(document, document with { Scheduler = document.Scheduler with { HotKeys = null } });
        Assert.NotEqual(document, document with { Scheduler = document.Scheduler with { NearCache = null } });
    }

    [Fact]
    public void Nodes_alone_are_enough()
    {
        var document = Valid("""{"epoch":1,"nodes":[{"name":"a","address":"127.0.0.1:7001"}]}""");

        Assert.Equal(SchedulerType.Hash, document.Scheduler.Type);
        Assert.Equal(1, document.Replication.Factor);
        Assert.Empty(document.Slots);
        Assert.Equal(NodeState.Up, document.Nodes[0].State);
    }

    [Fact]
    public void Every_problem_is_listed_at_once()
    {
        var result = TopologyJson.Parse("""
            {"epoch":0,
             "scheduler":{"type":"Fastest","parameters":{"x":"1"},"hedging":{"budgetPercent":21},
                          "hotKeys":{"percent":0},"nearCache":{"bytes":0,"stalenessMs":10001}},
             "replication":{"factor":0,"acknowledge":"None"},
             "nodes":[{"name":"a","address":"h:1"},{"name":"a","address":"h:1","state":"up"},{"address":"nowhere"}],
             "slots":[{"from":0,"to":10,"copies":[{"node":"x","state":"InSync"}]},
                      {"from":5,"to":20,"copies":[]},
                      {"from":30,"to":20,"copies":[{"node":"a"},{"node":"a"}]}]}
            """);

        Assert.False(result.IsValid);
        string[] expected =
        [
            "epoch: 0", "scheduler.type: 'Fastest'", "scheduler.parameters.x", "scheduler.hedging.budgetPercent: 21", "scheduler.hotKeys.percent: 0",
            "scheduler.nearCache.bytes: 0", "scheduler.nearCache.stalenessMs: 10001", "replication.factor: 0",
            "replication.acknowledge: 'None'", "nodes[1].name: 'a' is there twice", "nodes[1].address: 'h:1' is there twice",
            "nodes[1].state: 'up'", "nodes[2].name: missing", "nodes[2].address: 'nowhere'", "unknown node 'x'",
            "slots[1].copies: missing", "slots[2]: from 30 to 20", "a node is there twice", "slots: 5..10 are in two ranges",
            "slots: 21..16383 are in no range",
        ];
        foreach (var part in expected)
            Assert.Contains(result.Problems, problem => problem.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"epoch":"x"}""")]
    [InlineData("""{"epoch":1}""")]
    [InlineData("""{"epoch":1,"nodes":[null]}""")]
    [InlineData("""{"nodes":[{"name":"a","address":"127.0.0.1:7001"}]}""")]
    public void Nonsense_is_a_problem_and_no_exception(string json) =>
        Assert.NotEmpty(TopologyJson.Parse(json).Problems);

    [Fact]
    public void More_nodes_than_the_limit_are_refused_by_name()
    {
        var nodes = string.Join(',', Enumerable.Range(0, TopologyLimits.MaxNodes + 1).Select(i => $$"""{"name":"n{{i}}","address":"h:{{i + 1}}"}"""));
        var problem = Assert.Single(TopologyJson.Parse($$"""{"epoch":1,"nodes":[{{nodes}}]}""").Problems);
        Assert.Contains($"{TopologyLimits.MaxNodes}", problem, StringComparison.Ordinal);
    }

    private static TopologyDocument Valid(string json)
    {
        var result = TopologyJson.Parse(json);
        Assert.Empty(result.Problems);
        return result.Document!;
    }
}
