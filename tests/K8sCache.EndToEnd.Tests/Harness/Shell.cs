using System.Diagnostics;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>Runs commands with a deadline.</summary>
internal static class Shell
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> args, string? input = null, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? deadline = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Workspace.Root,
        };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var within = deadline ?? Deadline;
        using var late = new CancellationTokenSource(within, TimeProvider.System);
        var output = process.StandardOutput.ReadToEndAsync(late.Token);
        var error = process.StandardError.ReadToEndAsync(late.Token);
        var command = $"{Path.GetFileName(program)} {string.Join(' ', start.ArgumentList)}";
        try
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), late.Token);
            }
            process.StandardInput.Close();
            await process.WaitForExitAsync(late.Token);
            return new CommandResult(command, process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} did not end in {within.TotalSeconds} s");
        }
    }
}
