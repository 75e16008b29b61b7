using System.Text;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Commands;

/// <summary>Random hash and set commands to a node and to redis-server: the same replies, but for what is up to chance.</summary>
public sealed class FieldDifferentialTests
{
    private const int Batches = 250;
    private const int CommandsPerBatch = 40;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    public async Task A_node_answers_as_redis_does(int seed, int version)
    {
        using var redis = await RedisProcess.StartAsync();
        await using var node = await TestNode.StartAsync();
        using var theirs = await RawClient.ConnectAsync(redis.EndPoint);
        using var ours = await RawClient.ConnectAsync(node.EndPoint);
        foreach (var client in new[] { theirs, ours })
            await client.AskAsync($"HELLO {version}");
        var commands = new RandomFieldCommands(new Random(seed));
        for (var batch = 0; batch < Batches; batch++)
        {
            var drawn = Enumerable.Range(0, CommandsPerBatch).Select(_ => commands.Next()).ToList();
            await CompareAsync(theirs, ours, drawn, $"seed {seed}, batch {batch}");
        }
    }

    private static async Task CompareAsync(RawClient theirs, RawClient ours, List<byte[][]> commands, string where)
    {
        var bytes = commands.SelectMany(command => RawClient.Encode(command)).ToArray();
        await theirs.SendAsync(bytes);
        await ours.SendAsync(bytes);
        var differences = new List<string>();
        foreach (var command in commands)
        {
            var expected = await theirs.ReadTextAsync();
            var actual = await ours.ReadTextAsync();
            var shown = string.Join(' ', command.Select(argument => Encoding.Latin1.GetString(argument)));
            if (expected != actual && !IsSame(command, expected!, actual!))
                differences.Add($"{where}: {shown}\nredis: {expected}\nours:  {actual}");
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(8)));
    }

    private static bool IsSame(byte[][] command, string expected, string actual)
    {
        switch (Encoding.Latin1.GetString(command[0]))
        {
            // The order of elements is nobody's promise.
            case "HGETALL" or "HKEYS" or "HVALS" or "SMEMBERS" or "SINTER" or "SUNION" or "SDIFF" or "HSCAN" or "SSCAN" or "SPOP":
            case "HRANDFIELD" or "SRANDMEMBER" when command.Length > 2 && command[2].Length >= 3:
                return Sorted(expected) == Sorted(actual);
            case "HRANDFIELD" or "SRANDMEMBER":
                // As many, of the same shape; which ones is up to chance.
                return command.Length > 2
                    ? expected.Split("\r\n")[0] == actual.Split("\r\n")[0]
                    : expected[..2] != "$-" && expected[0] == '$' && actual[0] == '$';
            default:
                return false;
        }
    }

    private static string Sorted(string reply) => string.Join('|', reply.Split("\r\n").Order(StringComparer.Ordinal));
}
