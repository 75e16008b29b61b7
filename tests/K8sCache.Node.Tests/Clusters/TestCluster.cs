using K8sCache.Node.Configuration;
using K8sCache.Node.Tests.Harness;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Clusters;

/// <summary>Some nodes in this process, and the topologies a test gives them: the test is their operator.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly List<TestNode> _nodes = [];
    private long _epoch;

    public IReadOnlyList<TestNode> Nodes => _nodes;

    public TestNode this[int index] => _nodes[index];

    public static async Task<TestCluster> StartAsync(
        int nodes, TimeSpan? acknowledgeTimeout = null, string? passwordFile = null,
        Func<int, NodeOptions, NodeOptions>? configure = null)
    {
        var cluster = new TestCluster();
        for (var i = 0; i < nodes; i++)
        {
            var index = i;
            cluster._nodes.Add(await TestNode.StartAsync($"node-{i}", configure: options =>
            {
                options = options with
                {
                    AcknowledgeTimeout = acknowledgeTimeout ?? options.AcknowledgeTimeout,
                    PasswordFile = passwordFile,
                };
                return configure is null ? options : configure(index, options);
            }));
        }

        return cluster;
    }

    /// <summary>Every slot with these copies, in this order.</summary>
    public TopologyDocument Everywhere(params (int Node, CopyState State)[] copies) => new()
    {
        Epoch = ++_epoch,
        Nodes = [.. _nodes.Select(node => node.Describe())],
        Slots =
        [
            new SlotRange
            {
                From = 0,
                To = HashSlot.Count - 1,
                Copies = [.. copies.Select(copy => new SlotCopy(_nodes[copy.Node].Name, copy.State))],
            },
        ],
    };

    /// <summary>Slots in equal ranges over all nodes, each with the following nodes as further copies, all in sync.</summary>
    public TopologyDocument Spread(int factor)
    {
        var width = HashSlot.Count / _nodes.Count;
        return new TopologyDocument
        {
            Epoch = ++_epoch,
            Scheduler = new SchedulerSpec { Type = SchedulerType.Random },
            Replication = new ReplicationSpec { Factor = factor },
            Nodes = [.. _nodes.Select(node => node.Describe())],
            Slots = [.. _nodes.Select((_, index) => new SlotRange
            {
                From = index * width,
                To = index == _nodes.Count - 1 ? HashSlot.Count - 1 : ((index + 1) * width) - 1,
                Copies = [.. Enumerable.Range(0, factor).Select(
                    copy => new SlotCopy(_nodes[(index + copy) % _nodes.Count].Name, CopyState.InSync))],
            })],
        };
    }

    /// <summary>Gives a topology to some nodes (all, if none are named) and waits until their loops go by it.</summary>
    public async Task ApplyAsync(TopologyDocument topology, params int[] nodes)
    {
        var to = nodes.Length == 0 ? [.. Enumerable.Range(0, _nodes.Count)] : nodes;
        foreach (var node in to)
            _nodes[node].Server.Offer(topology);
        foreach (var node in to)
        {
            await Eventually.True(
                () => _nodes[node].Server.State.Loops.All(loop => loop.View?.Epoch >= topology.Epoch),
                $"node {node} follows epoch {topology.Epoch}");
        }
    }

    /// <summary>Stops a node as a crash would: nothing is handed over.</summary>
    public Task KillAsync(int node) => _nodes[node].DisposeAsync().AsTask();

    /// <summary>A new, empty process under a node's name and address.</summary>
    public async Task RestartAsync(int node) =>
        _nodes[node] = await TestNode.StartAsync(_nodes[node].Name, _nodes[node].Address);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }
}
