using K8sCache.Commands;

namespace K8sCache.Node.Load;

/// <summary>What INFO and LATENCY HISTOGRAM tell of each command, for one loop. Its thread writes, anyone reads.</summary>
internal sealed class CommandStats
{
    private static readonly int CommandCount = Enum.GetValues<CommandId>().Length;

    private readonly long[] _calls = new long[CommandCount];
    private readonly long[] _nanoseconds = new long[CommandCount];
    private readonly long[] _failed = new long[CommandCount];
    private readonly long[] _rejected = new long[CommandCount];
    private readonly CommandHistogram?[] _durations = new CommandHistogram?[CommandCount];

    public long CallsOf(CommandId command) => Volatile.Read(ref _calls[(int)command]);

    public long NanosecondsOf(CommandId command) => Volatile.Read(ref _nanoseconds[(int)command]);

    /// <summary>Calls that answered an error.</summary>
    public long FailedOf(CommandId command) => Volatile.Read(ref _failed[(int)command]);

    /// <summary>Calls that were refused and not run.</summary>
    public long RejectedOf(CommandId command) => Volatile.Read(ref _rejected[(int)command]);

    /// <summary>Null before the first call.</summary>
    public CommandHistogram? DurationsOf(CommandId command) => Volatile.Read(ref _durations[(int)command]);

    public void Ran(int command, long nanoseconds, int times)
    {
        Add(_calls, command, times);
        Add(_nanoseconds, command, nanoseconds * times);
        if (_durations[command] is not { } durations)
            Volatile.Write(ref _durations[command], durations = new CommandHistogram());
        durations.Add(nanoseconds, times);
    }

    public void Failed(CommandId command) => Add(_failed, (int)command, 1);

    public void Rejected(CommandId command) => Add(_rejected, (int)command, 1);

    /// <summary>From its loop, or while no loop runs anything.</summary>
    public void Reset()
    {
        Array.Clear(_calls);
        Array.Clear(_nanoseconds);
        Array.Clear(_failed);
        Array.Clear(_rejected);
        Array.Clear(_durations);
    }

    private static void Add(long[] counts, int command, long by) => Volatile.Write(ref counts[command], counts[command] + by);
}
