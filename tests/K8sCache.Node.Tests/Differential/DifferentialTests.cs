using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Differential;

/// <summary>
/// The same random commands to redis-server, and to a node or to a cluster through its router: every reply must be the
/// same, to the byte, but for what <see cref="ReplyRules"/> allows and keys that do not share a slot.
/// </summary>
public sealed class DifferentialTests
{
    private const int CommandsPerBatch = 40;
    private const int BatchesBetweenExpiries = 10;

    /// <summary>With four runs of each of four families, 120,000 commands to a node and 80,000 through a router.</summary>
    private const int BatchesToNode = 190;
    private const int BatchesToCluster = 125;

    /// <summary>Each family in both versions of the protocol.</summary>
    public static TheoryData<CommandFamily, int, int> Runs =>
    [
        .. from family in Enum.GetValues<CommandFamily>()
           from seed in Enumerable.Range(1, 4)
           select new TheoryDataRow<CommandFamily, int, int>(family, seed, 2 + (seed % 2)),
    ];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_node_answers_as_redis_does(CommandFamily family, int seed, int version)
    {
        await using var node = await TestNode.StartAsync();
        using var beside = await RedisBeside.StartAsync(node.EndPoint, version);
        await CompareAsync(beside, Draw(family, seed, KeyNames.Plain), BatchesToNode);
        Assert.Equal(0, beside.Refused);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_cluster_answers_as_redis_does(CommandFamily family, int seed, int version)
    {
        await using var cluster = await RoutedCluster.StartAsync(nodes: 3, factor: 2);
        using var beside = await RedisBeside.StartAsync(cluster.EndPoint, version);
        await CompareAsync(beside, Draw(family, seed + 100, KeyNames.Spread), BatchesToCluster);
        Assert.InRange(beside.Refused, 0, BatchesToCluster * CommandsPerBatch / 5);
    }

    private static IRandomCommands Draw(CommandFamily family, int seed, KeyNames names)
    {
        var random = new Random(seed);
        return family switch
        {
            CommandFamily.General => new RandomCommands(random, names),
            CommandFamily.Keys => new RandomKeyCommands(random, names),
            CommandFamily.Fields => new RandomFieldCommands(random, names),
            CommandFamily.Elements => new RandomElementCommands(random, names),
        };
    }

    private static async Task CompareAsync(RedisBeside beside, IRandomCommands commands, int batches)
    {
        for (var batch = 0; batch < batches; batch++)
        {
            var drawn = Enumerable.Range(0, CommandsPerBatch).Select(_ => commands.Next()).ToList();
            await beside.CompareAsync(drawn, $"batch {batch}");
            if (batch % BatchesBetweenExpiries != 0 || commands is not RandomCommands general)
                continue;
            var (key, command) = general.NextShortLived();
            await beside.CompareAsync([command], "short-lived");
            await beside.ExpireAsync(key);
        }

        await beside.CompareKeysAsync();
    }
}
