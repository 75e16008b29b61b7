using K8sCache.Commands;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Configuration;
using K8sCache.Serving.Observing;
using K8sCache.Serving.Sessions;

namespace K8sCache.Serving.Tests.Families;

/// <summary>A server with three parameters and no client.</summary>
internal sealed class FakeServer : IServer
{
    public FakeServer()
    {
        Pause = new ClientPause(Time);
        Parameters =
        [
            new("fixed", () => "yes"),
            new("number", () => $"{Number}") { Change = ConfigValues.Integer(-1, 100, value => Number = value) },
            new("size", () => $"{Size}") { Change = ConfigValues.Memory(1024, () => 1 << 20, value => Size = value) },
        ];
    }

    public long Number { get; private set; } = 1;

    public long Size { get; private set; } = 2048;

    public int Resets { get; private set; }

    public FakeTimeProvider Time { get; } = new();

    TimeProvider IServer.Time => Time;

    public DateTimeOffset StartedAt => Time.Start;

    public IEnumerable<IServerSession> Sessions => [];

    public Password Password => Password.None;

    public ClientPause Pause { get; }

    public IReadOnlyList<ConfigParameter> Parameters { get; }

    public SlowLog SlowLog { get; } = new();

    public LatencyMonitor Latency { get; } = new();

    public string LatencyAdvice => "Sleep well.\n";

    public IEnumerable<(CommandSpec Command, long Calls, IReadOnlyList<(long Microseconds, long Count)> Buckets)> Durations { get; } =
    [
        (CommandTable.Default.Find("get"u8)!, 3, [(1, 2), (4, 3)]),
        (CommandTable.Default.Find("client"u8)!.Subcommands.Single(command => command.Name == "client|id"), 1, [(2, 1)]),
    ];

    public bool IsDebugEnabled { get; set; }

    public string ShutdownRefusal => "ERR not here";

    public string? ProblemWithRedirect(long id) => id == 7 ? null : "ERR nobody is there";

    public void ResetStatistics() => Resets++;
}
