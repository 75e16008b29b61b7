using System.Reflection;
using K8sCache.Hosting.Options;

namespace K8sCache.Hosting.Lifetime;

/// <summary>
/// What the <c>Main</c> of each program does: read options, answer <c>--help</c>, report every bad option at once,
/// run until SIGTERM or SIGINT, and turn what happened into an exit code.
/// </summary>
public static class ProgramHost
{
    public const int ExitOk = 0;

    /// <summary>How long the orderly end of a process may take after a death.</summary>
    internal static readonly TimeSpan DeathPatience = TimeSpan.FromSeconds(5);

    // Kept, or it would be collected before it is due.
    private static ITimer? _lastResort;

    /// <summary>The program could not start or failed; the reason stands on standard error.</summary>
    public const int ExitFailure = 1;

    /// <summary>Work that the process cannot do without died; the log and standard error say which.</summary>
    public const int ExitWorkDied = 3;

    /// <summary>Bad options; all of them stand on standard error.</summary>
    public const int ExitUsage = 2;

    /// <param name="bind">Makes the typed options; adds a line to the list for each problem between options.</param>
    /// <param name="run">Runs until the token is cancelled by SIGTERM or SIGINT, then drains and returns.</param>
    public static async Task<int> RunAsync<TOptions>(
        string[] args,
        OptionTable table,
        Func<OptionValues, List<string>, TOptions> bind,
        Func<TOptions, CancellationToken, Task> run)
    {
        var parsed = table.Parse(args, Environment.GetEnvironmentVariable);
        if (parsed.HelpAsked)
        {
            await Console.Out.WriteAsync(OptionHelp.Text(table));
            return ExitOk;
        }
        if (parsed.VersionAsked)
        {
            await Console.Out.WriteLineAsync($"{table.Program} {Version}");
            return ExitOk;
        }
        var errors = new List<string>(parsed.Errors);
        var options = bind(parsed.Values, errors);
        if (errors.Count > 0)
        {
            await ReportAsync(table.Program, errors);
            return ExitUsage;
        }
        using var signals = new TerminationSignals();
        try
        {
            await run(options, signals.Token);
            return ExitOk;
        }
        catch (StartFailedException failure)
        {
            await ReportAsync(table.Program, [failure.Message]);
            return ExitFailure;
        }
        catch (WorkDiedException death)
        {
            await ReportAsync(table.Program, [death.Message]);
            return ExitWorkDied;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return ExitOk;
        }
    }

    /// <summary>Returns when the program is told to stop.</summary>
    /// <exception cref="WorkDiedException">
    /// Something died that the process cannot do without. What remains is given a while to be put away, then the process ends by force.
    /// </exception>
    public static Task UntilStopAsync(Supervisor supervisor, CancellationToken stop) =>
        UntilStopAsync(supervisor, TimeProvider.System, Environment.Exit, stop);

    internal static async Task UntilStopAsync(Supervisor supervisor, TimeProvider time, Action<int> exit, CancellationToken stop)
    {
        await Task.WhenAny(TaskWaits.UntilCancelledAsync(stop), supervisor.Death);
        if (!supervisor.Death.IsCompletedSuccessfully || stop.IsCancellationRequested)
            return;
        // What is left may hang where the dead part was needed.
        _lastResort = time.CreateTimer(_ => exit(ExitWorkDied), null, DeathPatience, Timeout.InfiniteTimeSpan);
        throw await supervisor.Death;
    }

    public static string Version { get; } =
        typeof(ProgramHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0.0.0";

    private static async Task ReportAsync(string program, IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
        {
            await Console.Error.WriteLineAsync($"{program}: {error}");
        }
    }
}
