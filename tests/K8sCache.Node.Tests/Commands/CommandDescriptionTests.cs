using System.Text;
using K8sCache.Commands;
using K8sCache.Node.Tests.Harness;
using K8sCache.Resp;

namespace K8sCache.Node.Tests.Commands;

/// <summary>What COMMAND says of every command, subcommands included, is what redis-server says of it.</summary>
public sealed class CommandDescriptionTests
{
    private const int Arity = 1;
    private const int Subcommands = 9;

    /// <summary>They take options that later versions of Redis brought.</summary>
    private static readonly string[] Newer = ["zrank", "zrevrank"];

    [Fact]
    public async Task Entries_are_those_of_Redis()
    {
        var differences = new List<string>();
        await CompareAsync("COMMAND INFO", (name, theirs, ours) =>
        {
            if (theirs.Items[0] is not { Items.Count: > 0 } their)
                return;
            var our = ours.Items[0];
            for (var i = 0; i < Subcommands; i++)
            {
                if (their.Items[i].ToString() != our.Items[i].ToString() && !(i == Arity && Newer.Contains(name)))
                    differences.Add($"{name}: redis: {their.Items[i]}\n{name}: ours:  {our.Items[i]}");
            }
        });
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public async Task Documentation_is_that_of_Redis()
    {
        var differences = new List<string>();
        await CompareAsync("COMMAND DOCS", (name, theirs, ours) =>
        {
            if (theirs.Items.Count == 0)
                return;
            // Arguments, history and hints at what replaces a command are left out here.
            var expected = Fields(theirs.Items[1]);
            foreach (var (field, value) in Fields(ours.Items[1]))
            {
                if (field != "subcommands" && expected.GetValueOrDefault(field) != value)
                    differences.Add($"{name} {field}: redis: {expected.GetValueOrDefault(field)}\n{name} {field}: ours:  {value}");
            }
        });
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    private static Dictionary<string, string> Fields(RespValue map) => Enumerable.Range(0, map.Items.Count / 2)
        .ToDictionary(pair => map.Items[pair * 2].Text, pair => map.Items[(pair * 2) + 1].ToString()!);

    private static async Task CompareAsync(string question, Action<string, RespValue, RespValue> compare)
    {
        using var redis = await RedisProcess.StartAsync();
        await using var node = await TestNode.StartAsync();
        using var theirs = await RawClient.ConnectAsync(redis.EndPoint);
        using var ours = await RawClient.ConnectAsync(node.EndPoint);
        await theirs.AskAsync("HELLO 3");
        await ours.AskAsync("HELLO 3");
        var names = CommandTable.Default.Commands
            .Where(command => (command.Flags & CommandFlags.Internal) == 0)
            .SelectMany(command => command.Subcommands.Prepend(command))
            .Select(command => command.Name);
        var compared = 0;
        foreach (var name in names)
        {
            compared++;
            compare(name, await ReadAsync(theirs, $"{question} {name}"), await ReadAsync(ours, $"{question} {name}"));
        }

        Assert.InRange(compared, 100, 1000);
    }

    private static async Task<RespValue> ReadAsync(RawClient client, string command)
    {
        var reply = Encoding.Latin1.GetBytes((await client.AskAsync(command))!);
        Assert.Equal(RespStatus.Done, RespReader.TryRead(reply, RespLimits.Default, out var value, out _));
        return value!;
    }
}
