using System.Globalization;
using System.Text;
using K8sCache.Node.Tests.Harness;

namespace K8sCache.Node.Tests.Commands;

/// <summary>The same random commands to a node and to redis-server: every reply must be the same, to the byte.</summary>
public sealed class DifferentialTests
{
    private const int Batches = 400;
    private const int CommandsPerBatch = 40;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    public async Task A_node_answers_as_redis_does(int seed, int version)
    {
        using var redis = await RedisProcess.StartAsync();
        await using var node = await TestNode.StartAsync();
        using var theirs = await RawClient.ConnectAsync(redis.EndPoint);
        using var ours = await RawClient.ConnectAsync(node.EndPoint);
        await theirs.AskAsync($"HELLO {version}");
        await ours.AskAsync($"HELLO {version}");
        var commands = new RandomCommands(new Random(seed));
        for (var batch = 0; batch < Batches; batch++)
        {
            var drawn = Enumerable.Range(0, CommandsPerBatch).Select(_ => commands.Next()).ToList();
            await CompareAsync(theirs, ours, drawn, $"seed {seed}, batch {batch}");
            if (batch % 10 == 0)
                await ExpireOneAsync(theirs, ours, commands);
        }

        await CompareKeysAsync(theirs, ours);
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
            if (!IsSame(command, expected, actual))
                differences.Add($"{where}: {shown}\nredis: {expected}\nours:  {actual}");
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(5)));
    }

    private static bool IsSame(byte[][] command, string? expected, string? actual)
    {
        if (expected == actual)
            return true;
        return Encoding.Latin1.GetString(command[0]).ToUpperInvariant() switch
        {
            // Asked a moment apart.
            "TTL" => IsNear(expected, actual, 1),
            "PTTL" => IsNear(expected, actual, 1_000),
            // The order of fields is nobody's promise.
            "HGETALL" => Sorted(expected!) == Sorted(actual!),
            _ => false,
        };
    }

    private static bool IsNear(string? expected, string? actual, long by) =>
        long.TryParse(expected.AsSpan(1), CultureInfo.InvariantCulture, out var theirs)
        && long.TryParse(actual.AsSpan(1), CultureInfo.InvariantCulture, out var ours)
        && theirs > 0 && ours > 0 && Math.Abs(theirs - ours) <= by;

    private static string Sorted(string reply) => string.Join('|', reply.Split("\r\n$").Order(StringComparer.Ordinal).Select(part => part.TrimEnd()));

    private static async Task ExpireOneAsync(RawClient theirs, RawClient ours, RandomCommands commands)
    {
        var (key, command) = commands.NextShortLived();
        await CompareAsync(theirs, ours, [command], "short-lived");
        foreach (var client in new[] { theirs, ours })
        {
            await Eventually.HoldsAsync(async () => await client.AskAsync($"PTTL {key}") is ":-2\r\n" or ":-1\r\n", "it expired");
            await client.AskAsync($"EXISTS {key}");
        }
    }

    private static async Task CompareKeysAsync(RawClient theirs, RawClient ours)
    {
        foreach (var options in new[] { "COUNT 1000", "COUNT 1000 MATCH key1*", "COUNT 1000 TYPE hash", "COUNT 1000 MATCH k?y[2-5]" })
        {
            var expected = (await theirs.AskAsync($"SCAN 0 {options}"))!.Split("\r\n").Skip(3).Order(StringComparer.Ordinal);
            var actual = (await ours.AskAsync($"SCAN 0 {options}"))!.Split("\r\n").Skip(3).Order(StringComparer.Ordinal);
            Assert.Equal(expected, actual);
        }
    }
}
