using System.Diagnostics;
using System.Globalization;
using K8sCache.Client;
using StackExchange.Redis;

namespace K8sCache.Benchmarks;

/// <summary>
/// Our .NET client beside StackExchange.Redis, against the same node: calls a second, and what a call costs this process.
/// The node has one CPU, this process the other.
/// </summary>
internal static class ClientContest
{
    private const int NodeCpu = 0;
    private const int Keys = 10_000;
    private const int ValueBytes = 100;

    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1);

    /// <summary>Callers that each await one GET after the other.</summary>
    private static readonly int[] Callers = [1, 16, 256];

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var node = await Server.StartAsync("k8scache-node", NodeCpu, Programs.Node, port => Arguments.Node(port));
        if (OperatingSystem.IsLinux())
            Process.GetCurrentProcess().ProcessorAffinity = 1 << LoadGenerator.Cpu;
        var address = $"127.0.0.1:{node.Port}";
        await using var ours = new K8sCacheClient(new K8sCacheClientOptions { Address = address });
        using var theirs = await ConnectionMultiplexer.ConnectAsync(address);
        var database = theirs.GetDatabase();
        var names = Enumerable.Range(0, Keys).Select(key => $"key:{key}").ToArray();
        var value = new byte[ValueBytes];
        await ours.SetManyAsync([.. names.Select(name => new KeyValuePair<CacheKey, CacheValue>(name, value))]);

        var clients = new Dictionary<string, Func<string, Task<int>>>
        {
            ["k8scache-client"] = async key => (await ours.GetAsync(key))!.Length,
            ["stackexchange-redis"] = async key => ((byte[]?)await database.StringGetAsync(key))!.Length,
        };
        foreach (var callers in Callers)
        {
            var rounds = clients.Keys.ToDictionary(name => name, _ => new List<Cost>());
            // The first round warms up and does not count.
            for (var round = 0; round <= options.Rounds; round++)
            {
                foreach (var (name, get) in clients)
                {
                    var cost = await MeasureAsync(get, names, callers, RoundTime * options.Scale);
                    if (round > 0)
                        rounds[name].Add(cost);
                }
            }

            Print(callers, rounds.ToDictionary(entry => entry.Key, entry => Cost.MedianOf(entry.Value)));
        }
    }

    private static async Task<Cost> MeasureAsync(Func<string, Task<int>> get, string[] names, int callers, TimeSpan length)
    {
        var time = TimeProvider.System;
        using var process = Process.GetCurrentProcess();
        var cpuBefore = process.TotalProcessorTime;
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var start = time.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var calls = 0;
            for (; time.GetElapsedTime(start) < length; calls++)
            {
                if (await get(names[((caller * 7919) + calls) % names.Length]) != ValueBytes)
                    throw new InvalidOperationException("a value is not what was stored");
            }

            return calls;
        })));
        var total = counts.Sum();
        process.Refresh();
        return new Cost(
            total / time.GetElapsedTime(start).TotalSeconds,
            (process.TotalProcessorTime - cpuBefore).TotalMicroseconds / total,
            (double)(GC.GetTotalAllocatedBytes() - allocatedBefore) / total);
    }

    private static void Print(int callers, Dictionary<string, Cost> costs)
    {
        foreach (var (name, cost) in costs)
        {
            var prefix = $"client.get.{callers}-callers.{name}";
            Row($"{prefix}.throughput", cost.CallsPerSecond, "calls/s");
            Row($"{prefix}.cpu", cost.CpuMicroseconds, "us/call");
            Row($"{prefix}.allocated", cost.AllocatedBytes, "bytes/call");
        }

        var (ours, theirs) = (costs["k8scache-client"], costs["stackexchange-redis"]);
        Row($"client.get.{callers}-callers.k8scache-client/stackexchange-redis.throughput", ours.CallsPerSecond / theirs.CallsPerSecond, "ratio");
        Row($"client.get.{callers}-callers.k8scache-client/stackexchange-redis.cpu", ours.CpuMicroseconds / theirs.CpuMicroseconds, "ratio");
    }

    private static void Row(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:0.###}\t{unit}"));

    private sealed record Cost(double CallsPerSecond, double CpuMicroseconds, double AllocatedBytes)
    {
        public static Cost MedianOf(IReadOnlyList<Cost> rounds) => new(
            Median(rounds.Select(round => round.CallsPerSecond)),
            Median(rounds.Select(round => round.CpuMicroseconds)),
            Median(rounds.Select(round => round.AllocatedBytes)));

        private static double Median(IEnumerable<double> values)
        {
            var sorted = values.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }
}
