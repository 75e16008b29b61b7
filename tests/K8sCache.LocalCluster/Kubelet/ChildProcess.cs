using System.Diagnostics;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>A running child: leader of its own process group, which dies as a whole once its leader has exited.</summary>
internal sealed class ChildProcess
{
    // Output that a surviving grandchild could still write is not worth waiting for.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    public ChildProcess(Process process, Action<string, string> onLine, Action onExit, TimeProvider time)
    {
        _process = process;
        Id = process.Id;
        Exited = AwaitExit(onLine, onExit, time);
    }

    public int Id { get; }

    /// <summary>Completes with the exit code (128 + signal after a signal), once the output was read.</summary>
    public Task<int> Exited { get; }

    public void Terminate() => ProcessSignal.Send(Id, ProcessSignal.Terminate);

    public void Kill() => ProcessSignal.SendToGroup(Id, ProcessSignal.Kill);

    private async Task<int> AwaitExit(Action<string, string> onLine, Action onExit, TimeProvider time)
    {
        var output = Task.WhenAll(
            Pump(_process.StandardOutput, "stdout", onLine),
            Pump(_process.StandardError, "stderr", onLine));
        await _process.WaitForExitAsync();
        Kill();
        await Task.WhenAny(output, Task.Delay(OutputGrace, time));
        var exitCode = _process.ExitCode;
        onExit();
        _process.Dispose();
        return exitCode;
    }

    private static async Task Pump(StreamReader reader, string stream, Action<string, string> onLine)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
                onLine(stream, line);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The pipe was closed above after the process had exited: nothing is left to read.
        }
    }
}
