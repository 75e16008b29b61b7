using System.Text;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Commands;

/// <summary>Random list and sorted set commands to a node and to redis-server: the same replies, to the byte.</summary>
public sealed class ElementDifferentialTests
{
    private const int Batches = 850;
    private const int CommandsPerBatch = 40;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(15, 2)]
    [InlineData(16, 3)]
    public async Task A_node_answers_as_redis_does(int seed, int version)
    {
        using var redis = await RedisProcess.StartAsync();
        await using var node = await TestNode.StartAsync();
        using var theirs = await RawClient.ConnectAsync(redis.EndPoint);
        using var ours = await RawClient.ConnectAsync(node.EndPoint);
        await theirs.AskAsync($"HELLO {version}");
        await ours.AskAsync($"HELLO {version}");
        var commands = new RandomElementCommands(new Random(seed));
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
            if (!IsSame(command, expected!, actual!))
                differences.Add($"{where}: {shown}\nredis: {OneLine(expected)}\nours:  {OneLine(actual)}");
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(8)));
    }

    private static bool IsSame(byte[][] command, string expected, string actual)
    {
        // Whether minus zero keeps its sign in Redis depends on how the set came to be as large as it is.
        if (expected == actual || Unsigned(expected) == Unsigned(actual))
            return true;
        return Encoding.Latin1.GetString(command[0]) switch
        {
            // Any members are right, but not any number of them.
            "ZRANDMEMBER" => expected[0] == actual[0] && expected[0] != '-' && expected.Count(c => c == '\n') == actual.Count(c => c == '\n'),
            // Cursors and order are each one's own; a set answered whole must be the same.
            "ZSCAN" => !IsWhole(expected) || !IsWhole(actual) || Lines(expected).SequenceEqual(Lines(actual)),
            _ => false,
        };
    }

    private static string Unsigned(string reply) => reply.Replace("$2\r\n-0\r\n", "$1\r\n0\r\n", StringComparison.Ordinal)
        .Replace(",-0\r\n", ",0\r\n", StringComparison.Ordinal);

    private static string OneLine(string? reply) => (reply ?? "closed").Replace("\r\n", " ", StringComparison.Ordinal);

    private static bool IsWhole(string scanned) => scanned.StartsWith("*2\r\n$1\r\n0\r\n", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(string reply) => reply.Split("\r\n").Order(StringComparer.Ordinal);
}
