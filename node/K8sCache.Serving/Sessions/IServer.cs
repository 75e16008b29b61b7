using K8sCache.Commands;
using K8sCache.Serving.Clients;
using K8sCache.Serving.Configuration;
using K8sCache.Serving.Observing;

namespace K8sCache.Serving.Sessions;

/// <summary>A server as commands about servers see it; from any thread.</summary>
public interface IServer
{
    TimeProvider Time { get; }

    DateTimeOffset StartedAt { get; }

    /// <summary>Open connections, by id.</summary>
    IEnumerable<IServerSession> Sessions { get; }

    Password Password { get; }

    ClientPause Pause { get; }

    /// <summary>What CONFIG knows.</summary>
    IReadOnlyList<ConfigParameter> Parameters { get; }

    SlowLog SlowLog { get; }

    LatencyMonitor Latency { get; }

    /// <summary>What LATENCY DOCTOR says.</summary>
    string LatencyAdvice { get; }

    /// <summary>By command, in the table's order: calls, and how many took no longer than so many microseconds.</summary>
    IEnumerable<(CommandSpec Command, long Calls, IReadOnlyList<(long Microseconds, long Count)> Buckets)> Durations { get; }

    /// <summary>Whether DEBUG is allowed.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>Why SHUTDOWN is not done, and what to do instead: an error.</summary>
    string ShutdownRefusal { get; }

    /// <summary>Why clients can't be told through the connection of an id (CLIENT TRACKING REDIRECT): an error; null if they can.</summary>
    string? ProblemWithRedirect(long id);

    /// <summary>CONFIG RESETSTAT.</summary>
    void ResetStatistics();
}
