using K8sCache.Benchmarks.Connections;
using K8sCache.Benchmarks.Engines;
using K8sCache.Benchmarks.HitRatios;
using K8sCache.Benchmarks.MemoryUse;
using K8sCache.Benchmarks.Scheduling;
using K8sCache.Benchmarks.Starting;
using K8sCache.Benchmarks.Tail;

namespace K8sCache.Benchmarks;

/// <summary>What the first argument may be, and what then runs.</summary>
internal static class BenchmarkModes
{
    public static IReadOnlyDictionary<string, BenchmarkMode> All { get; } =
        new SortedDictionary<string, BenchmarkMode>(StringComparer.Ordinal)
        {
            ["client"] = new("the .NET client beside StackExchange.Redis", [], ClientContest.RunAsync),
            ["connections"] = new("10,000 connections, without and with one that reads slowly", ConnectionContest.Parts, ConnectionContest.RunAsync),
            ["engine"] = new("the storage engine alone", EngineContest.Parts, EngineContest.RunAsync),
            ["hit-ratio"] = new("hits on recorded traces, each a part", HitRatioContest.Parts, HitRatioContest.RunAsync),
            ["idle"] = new("CPU of nodes and routers at rest beside redis-server", IdleContest.Parts, IdleContest.RunAsync),
            ["memory"] = new("bytes an entry beside other servers", [], MemoryContest.RunAsync),
            ["node"] = new("the node beside redis-server, valkey and garnet", NodeContest.Parts, NodeContest.RunAsync),
            ["tls"] = new("the node with TLS beside redis-server with TLS, and both without", [], TlsContest.RunAsync),
            ["router"] = new("the router beside nutcracker", RouterContest.Parts, RouterContest.RunAsync),
            ["scheduling"] = new("schedulers with slow, stopped and failing nodes, and hot keys", [.. SchedulingContest.Parts.Keys], SchedulingContest.RunAsync),
            ["start"] = new("start to ready and memory at rest, of node, router and operator", StartContest.Parts, StartContest.RunAsync),
            ["tail"] = new("latency beside redis-server at half its rate, with few and with many entries", TailContest.Parts, TailContest.RunAsync),
        };
}
