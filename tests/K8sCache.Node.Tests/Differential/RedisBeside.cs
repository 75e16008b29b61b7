using System.Net;
using System.Text;
using K8sCache.Node.Tests.Harness;
using K8sCache.Resp;
using K8sCache.Topology;

namespace K8sCache.Node.Tests.Differential;

/// <summary>A connection to a server of ours and one to redis-server, which get the same commands.</summary>
internal sealed class RedisBeside : IDisposable
{
    private const int DifferencesShown = 8;

    private readonly RedisProcess _redis;
    private readonly RawClient _theirs;
    private readonly RawClient _ours;

    /// <summary>Asked which arguments are keys, apart from what is compared.</summary>
    private readonly RawClient _oracle;

    private RedisBeside(RedisProcess redis, RawClient theirs, RawClient ours, RawClient oracle) =>
        (_redis, _theirs, _ours, _oracle) = (redis, theirs, ours, oracle);

    /// <summary>Commands redis-server did not get since their keys do not share a slot.</summary>
    public int Refused { get; private set; }

    public static async Task<RedisBeside> StartAsync(IPEndPoint ours, int version)
    {
        var redis = await RedisProcess.StartAsync();
        var beside = new RedisBeside(
            redis, await RawClient.ConnectAsync(redis.EndPoint), await RawClient.ConnectAsync(ours), await RawClient.ConnectAsync(redis.EndPoint));
        // What OBJECT tells depends on the policy, and ours is told to be one of Redis's.
        await beside._oracle.AskAsync("CONFIG SET maxmemory-policy allkeys-lfu");
        foreach (var client in new[] { beside._theirs, beside._ours })
            await client.AskAsync($"HELLO {version}");
        return beside;
    }

    /// <summary>Ours first: what it refuses as crossing slots must do so by redis-server's own word, which then does not get it.</summary>
    public async Task CompareAsync(IReadOnlyList<byte[][]> commands, string where)
    {
        var actual = await AskAsync(_ours, commands);
        var asked = new List<int>();
        var differences = new List<string>();
        for (var index = 0; index < commands.Count; index++)
        {
            if (!IsCrossSlot(actual[index]))
                asked.Add(index);
            else if (await SlotsOfAsync(commands[index]) < 2)
                differences.Add($"{where}: {Show(commands[index])}\nours:  {actual[index]}");
            else
                Refused++;
        }

        var expected = await AskAsync(_theirs, [.. asked.Select(index => commands[index])]);
        foreach (var (theirs, index) in expected.Zip(asked))
        {
            if (!ReplyRules.AreSame(commands[index], theirs, actual[index]))
                differences.Add($"{where}: {Show(commands[index])}\nredis: {theirs}\nours:  {actual[index]}");
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(DifferencesShown)));
    }

    /// <summary>Waits until a key that was given a short life is gone, and makes both notice.</summary>
    public async Task ExpireAsync(string key)
    {
        foreach (var client in new[] { _theirs, _ours })
        {
            await Eventually.True(async () => await client.AskAsync($"PTTL {key}") is ":-2\r\n" or ":-1\r\n", "it expired");
            // A write, so that behind a router it is the primary that notices: the one whose keys DBSIZE counts.
            await client.AskAsync($"PERSIST {key}");
        }
    }

    public async Task CompareKeysAsync()
    {
        foreach (var options in new[] { "COUNT 1000", "COUNT 1000 MATCH *key1*", "COUNT 1000 TYPE hash", "COUNT 7 MATCH *k?y[2-5]" })
            Assert.Equal(await ScanAsync(_theirs, options), await ScanAsync(_ours, options));
    }

    public void Dispose()
    {
        _oracle.Dispose();
        _theirs.Dispose();
        _ours.Dispose();
        _redis.Dispose();
    }

    private static async Task<List<string>> AskAsync(RawClient client, IReadOnlyList<byte[][]> commands)
    {
        await client.SendAsync(commands.SelectMany(command => RawClient.Encode(command)).ToArray());
        var replies = new List<string>(commands.Count);
        foreach (var command in commands)
            replies.Add(await client.ReadTextAsync() ?? throw new InvalidOperationException($"closed by {Show(command)}"));
        return replies;
    }

    private static bool IsCrossSlot(string reply) => reply.StartsWith("-CROSSSLOT ", StringComparison.Ordinal);

    private async Task<int> SlotsOfAsync(byte[][] command)
    {
        await _oracle.SendAsync(RawClient.Encode(["COMMAND"u8.ToArray(), "GETKEYS"u8.ToArray(), .. command]));
        var reply = (await _oracle.ReadReplyAsync())!;
        return Read(reply).Items.Select(key => HashSlot.Of(key.Bytes.Span)).Distinct().Count();
    }

    private static async Task<List<string>> ScanAsync(RawClient client, string options)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        var cursor = "0";
        do
        {
            await client.SendAsync(RawClient.Encode($"SCAN {cursor} {options}"));
            var page = Read((await client.ReadReplyAsync())!).Items;
            cursor = page[0].Text;
            keys.UnionWith(page[1].Items.Select(key => Encoding.Latin1.GetString(key.Bytes.Span)));
        }
        while (cursor != "0");
        return [.. keys];
    }

    private static RespValue Read(byte[] reply)
    {
        Assert.Equal(RespStatus.Done, RespReader.TryRead(reply, RespLimits.Default, out var value, out _));
        return value!;
    }

    private static string Show(byte[][] command) => string.Join(' ', command.Select(Encoding.Latin1.GetString));
}
