using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace K8sCache.Transport.Epoll;

/// <summary>The error numbers the transport tells apart (Linux, x64 and arm64), and their exceptions.</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int Again = 11;
    public const int TooManyFilesInSystem = 23;
    public const int TooManyFiles = 24;
    public const int BrokenPipe = 32;
    public const int ConnectionAborted = 103;
    public const int ConnectionReset = 104;
    public const int NoBufferSpace = 105;
    public const int OutOfMemory = 12;
    public const int TimedOut = 110;
    public const int ConnectionRefused = 111;
    public const int HostUnreachable = 113;
    public const int NetworkUnreachable = 101;
    public const int InProgress = 115;

    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>
    /// A result as it is, or the negative error in place of -1. To be asked right behind a call that skips the switch of
    /// garbage collection modes: nothing of the runtime's has run in between that could have changed errno.
    /// </summary>
    public static int OfCall(nint result) => result >= 0 ? (int)result : -Marshal.GetLastSystemError();

    /// <summary>An exception that names the error, and what was attempted.</summary>
    public static SocketException ToException(int error, string attempt) =>
        new((int)ToSocketError(error), $"{attempt}: {Marshal.GetPInvokeErrorMessage(error)}");

    private static SocketError ToSocketError(int error) => error switch
    {
        BrokenPipe => SocketError.Shutdown,
        ConnectionAborted => SocketError.ConnectionAborted,
        ConnectionReset => SocketError.ConnectionReset,
        NoBufferSpace => SocketError.NoBufferSpaceAvailable,
        TooManyFiles or TooManyFilesInSystem => SocketError.TooManyOpenSockets,
        TimedOut => SocketError.TimedOut,
        ConnectionRefused => SocketError.ConnectionRefused,
        HostUnreachable => SocketError.HostUnreachable,
        NetworkUnreachable => SocketError.NetworkUnreachable,
        _ => SocketError.SocketError,
    };
}
