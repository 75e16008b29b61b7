using System.Runtime.InteropServices;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>POSIX signals to processes and process groups; a process that is already gone is not an error.</summary>
internal static class ProcessSignal
{
    public const int Terminate = 15;
    public const int Kill = 9;

    public static void Send(int processId, int signal) => _ = SendTo(processId, signal);

    /// <summary>Signals every process of the group that a child leads. A child that has not yet made its group is signalled alone.</summary>
    public static void SendToGroup(int leaderId, int signal)
    {
        if (SendTo(-leaderId, signal) != 0)
            _ = SendTo(leaderId, signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendTo(int processId, int signal);
}
