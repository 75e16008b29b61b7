using K8sCache.Commands;
using K8sCache.Resp;

namespace K8sCache.Node.Load;

/// <summary>
/// Measures commands without looking at the clock for each: those that are short whatever they are given share the time
/// of their stretch evenly; the others are timed one by one. One for a loop, whose thread alone uses it.
/// </summary>
internal sealed class CommandClock(TimeProvider time, CommandStats stats)
{
    /// <summary>A request longer than this is timed by itself, whatever it is.</summary>
    private const int LongRequestBytes = 16 * 1024;

    private static readonly bool[] Slow = SlowCommands();
    private static readonly bool[] All = [.. Slow.Select(_ => true)];

    private readonly int[] _inStretch = new int[Slow.Length];
    private readonly int[] _kinds = new int[Slow.Length];
    private bool[] _timed = Slow;
    private int _kindCount;
    private int _count;

    /// <summary>From any thread: whether every command is to be timed by itself, at some cost.</summary>
    public bool TimesEach
    {
        set => Volatile.Write(ref _timed, value ? All : Slow);
    }

    /// <summary>Timestamp from which on time has not been given to a command.</summary>
    public long Start { get; set; }

    public void Begin(long timestamp) => Start = timestamp;

    /// <summary>Whether the command is to be timed by itself (or run alone): not one of the short ones.</summary>
    public bool IsTimed(CommandSpec command, in RespRequest request) =>
        _timed[(int)command.Id] || request.Wire.Length > LongRequestBytes;

    /// <summary>One more short command is run.</summary>
    public void Count(CommandId command)
    {
        if (_inStretch[(int)command]++ == 0)
            _kinds[_kindCount++] = (int)command;
        _count++;
    }

    /// <summary>The short commands so far share the time so far.</summary>
    public void Settle()
    {
        if (_count > 0)
            Settle(time.GetTimestamp());
    }

    public void Settle(long timestamp)
    {
        if (_count > 0)
        {
            var each = (long)time.GetElapsedTime(Start, timestamp).TotalNanoseconds / _count;
            for (var i = 0; i < _kindCount; i++)
            {
                ref var times = ref _inStretch[_kinds[i]];
                stats.Ran(_kinds[i], each, times);
                times = 0;
            }

            _kindCount = 0;
            _count = 0;
        }

        Start = timestamp;
    }

    /// <summary>What was waited for since the last settling is nobody's time.</summary>
    public void Restart() => Start = time.GetTimestamp();

    /// <summary>Counts the command that ran since the last settling by itself. Returns how long it took, ns.</summary>
    public long Stop(CommandId command)
    {
        var now = time.GetTimestamp();
        var nanoseconds = (long)time.GetElapsedTime(Start, now).TotalNanoseconds;
        stats.Ran((int)command, nanoseconds, 1);
        Start = now;
        return nanoseconds;
    }

    private static bool[] SlowCommands()
    {
        var slow = new bool[Enum.GetValues<CommandId>().Length];
        foreach (var command in CommandTable.Default.Commands.SelectMany(command => command.Subcommands.Append(command)))
        {
            // SET is not called fast for the sake of the value it may free: ours is given back at once.
            slow[(int)command.Id] = (command.Flags & (CommandFlags.Fast | CommandFlags.Isolated)) != CommandFlags.Fast
                && command.Id is not (CommandId.Set or CommandId.Del or CommandId.Exists);
        }

        return slow;
    }
}
