using System.Runtime.InteropServices;

namespace K8sCache.Benchmarks.Scheduling;

/// <summary>Stops and continues processes.</summary>
internal static class ProcessSignal
{
    private const int SigCont = 18;
    private const int SigStop = 19;

    /// <summary>The kernel still accepts connections for it, and nobody answers.</summary>
    public static void Stop(int processId) => Send(processId, SigStop);

    public static void Continue(int processId) => Send(processId, SigCont);

    private static void Send(int processId, int signal)
    {
        if (SendTo(processId, signal) != 0)
            throw new InvalidOperationException($"no signal {signal} to process {processId}: error {Marshal.GetLastPInvokeError()}");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendTo(int processId, int signal);
}
