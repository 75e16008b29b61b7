using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using K8sCache.Testing.Client;

namespace K8sCache.Benchmarks.HitRatios;

/// <summary>
/// Plays a trace to a live redis-server. A script reads and fills on the server's side, a few dozen keys a call, and the
/// calls are spread over time: Redis tells how long an entry was idle by seconds, so in a hurry its LRU would be chance.
/// </summary>
internal sealed partial class RedisReplay(Trace trace, int entries, int valueLength)
{
    private const int KeysPerCall = 32;

    private const string Script = """
        local hits = 0
        local value = string.rep('x', tonumber(ARGV[1]))
        for _, key in ipairs(KEYS) do
            if redis.call('GET', key) then hits = hits + 1 else redis.call('SET', key, value) end
        end
        return hits
        """;

    public static IEnumerable<string> Arguments(int port, string policy) =>
        ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--maxmemory-policy", policy];

    /// <summary>What so many entries take in Redis, beyond what an empty one does.</summary>
    public async Task<(long Empty, long Bytes)> MeasureAsync(Server server)
    {
        await using var client = await ConnectAsync(server);
        var empty = await UsedAsync(client);
        for (var i = 0; i < entries; i += KeysPerCall)
            await CallAsync(client, Enumerable.Range(i, Math.Min(KeysPerCall, entries - i)));
        var bytes = await UsedAsync(client) - empty;
        await client.ExecuteAsync("FLUSHALL");
        return (empty, bytes);
    }

    /// <summary>Hits in percent.</summary>
    public async Task<double> RunAsync(Server server, long maxMemory, TimeSpan duration)
    {
        await using var client = await ConnectAsync(server);
        await client.ExecuteAsync("CONFIG", "SET", "maxmemory", maxMemory.ToString(CultureInfo.InvariantCulture));
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        long hits = 0;
        for (var i = 0; i < trace.Keys.Length; i += KeysPerCall)
        {
            hits += await CallAsync(client, trace.Keys.Skip(i).Take(KeysPerCall));
            var due = duration * ((double)i / trace.Keys.Length);
            var early = due - time.GetElapsedTime(start);
            if (early > TimeSpan.FromMilliseconds(20))
                await Task.Delay(early, time);
        }

        return 100.0 * hits / trace.Keys.Length;
    }

    private async Task<long> CallAsync(RespClient client, IEnumerable<int> numbers)
    {
        var keys = numbers.Select(number => $"key:{number:D12}").ToList();
        string[] call = ["EVAL", Script, $"{keys.Count}", .. keys, $"{valueLength}"];
        return (await client.ExecuteAsync(call)).Integer;
    }

    private static async Task<RespClient> ConnectAsync(Server server) => await RespClient.ConnectAsync(
        new IPEndPoint(IPAddress.Loopback, server.Port),
        new RespClientOptions { Time = TimeProvider.System, RequestTimeout = TimeSpan.FromMinutes(2) });

    private static async Task<long> UsedAsync(RespClient client) => long.Parse(
        UsedMemory().Match((await client.ExecuteAsync("INFO", "memory")).Text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"used_memory:(\d+)")]
    private static partial Regex UsedMemory();
}
