using System.ComponentModel;
using System.Runtime.InteropServices;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>rename(2): the one call that replaces a symbolic link to a folder in one step; .NET's own refuses folders.</summary>
internal static class NativeFile
{
    public static void Replace(string source, string target)
    {
        if (Rename(source, target) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{target} cannot be replaced.");
    }

    [DllImport("libc", EntryPoint = "rename", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename([MarshalAs(UnmanagedType.LPUTF8Str)] string source, [MarshalAs(UnmanagedType.LPUTF8Str)] string target);
}
