namespace K8sCache.Transport;

/// <summary>How many loops there are, and the limits each of them holds its connections to.</summary>
public sealed record EventLoopOptions
{
    public required TimeProvider Time { get; init; }

    /// <summary>Threads; 1 to 1024.</summary>
    public int LoopCount { get; init; } = Environment.ProcessorCount;

    /// <summary>Threads are named this, a dash and the loop's index.</summary>
    public string Name { get; init; } = "loop";

    /// <summary>The most bytes read from one connection before the next one has its turn.</summary>
    public int ReadBytesPerTurn { get; init; } = 64 * 1024;

    /// <summary>As <see cref="ReadBytesPerTurn"/>, from a server we connected to: what it sends may be for many.</summary>
    public int ServerReadBytesPerTurn { get; init; } = 64 * 1024;

    /// <summary>As <see cref="ReadBytesPerTurn"/>, of a request that is known to be longer.</summary>
    public int LongReadBytesPerTurn { get; init; } = 1024 * 1024;

    /// <summary>
    /// Bytes of long requests that a loop's accepted connections may hold together before only one of them at a time is read on;
    /// see <see cref="LongInputs"/>.
    /// </summary>
    public long LongInputBytesMax { get; init; } = 16L << 20;

    /// <summary>
    /// Memory in which long requests are kept together as long as they end one after the other, which costs less in a CPU's caches than
    /// beside them; see <see cref="LongInputs"/>. By default it plays no part.
    /// </summary>
    public long WarmInputBytes { get; init; } = long.MaxValue;

    /// <summary>How long a client may send nothing of a long request while others wait for its memory, before it is closed.</summary>
    public TimeSpan LongInputStallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most bytes kept of one connection's input that its handler does not consume; more closes it.</summary>
    public long InputLimitBytes { get; init; } = 1L << 30;

    /// <summary>Above this much pending output a connection is not read from.</summary>
    public long OutputHighWaterBytes { get; init; } = 1 << 20;

    /// <summary>Below this much pending output a blocked connection goes on.</summary>
    public long OutputLowWaterBytes { get; init; } = 256 * 1024;

    /// <summary>Above this much pending output a connection is closed: its peer does not read.</summary>
    public long OutputLimitBytes { get; init; } = 256L << 20;

    /// <summary>How long a closing connection may take to have its last output read.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Hears exceptions thrown by posts and timers, on the loop's thread, after which the loop goes on. Without it such
    /// an exception ends the process, as any unhandled one does.
    /// </summary>
    public Action<Exception>? OnError { get; init; }
}
