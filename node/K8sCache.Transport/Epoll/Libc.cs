using System.Runtime.InteropServices;

namespace K8sCache.Transport.Epoll;

/// <summary>
/// The system calls of the epoll transport. Those that cannot block skip the switch of garbage collection modes, which
/// costs as much as the shortest of them; errno is read by the marshaller at once, except by those called for every
/// request, where <see cref="Errno.OfCall"/> reads it if there was an error. Numbers are those of Linux on x64 and
/// arm64, where these agree; others (O_DIRECT, O_DIRECTORY) do not. System calls go by name through libc, never by number.
/// </summary>
internal static unsafe partial class Libc
{
    public const int EpollCloseOnExec = 0x80000;
    public const int EpollAdd = 1;
    public const int EpollRemove = 2;
    public const int EpollModify = 3;

    public const uint EventIn = 0x001;
    public const uint EventOut = 0x004;
    public const uint EventError = 0x008;
    public const uint EventHangUp = 0x010;

    /// <summary>The peer will send no more.</summary>
    public const uint EventPeerEnded = 0x2000;

    /// <summary>Told of once when it happens, not for as long as it lasts.</summary>
    public const uint EventEdge = 1u << 31;

    public const int EventFdNonBlocking = 0x800;
    public const int EventFdCloseOnExec = 0x80000;

    public const int SocketStream = 1;
    public const int SocketNonBlocking = 0x800;
    public const int SocketCloseOnExec = 0x80000;
    public const int FamilyIPv4 = 2;
    public const int FamilyIPv6 = 10;

    public const int LevelSocket = 1;
    public const int LevelTcp = 6;
    public const int OptionError = 4;
    public const int OptionNoDelay = 1;

    /// <summary>A write to a closed peer is an error to us, not a signal to the process.</summary>
    public const int SendNoSignal = 0x4000;

    /// <summary>More follows at once: do not send a short packet.</summary>
    public const int SendMore = 0x8000;
    public const int ShutdownWrite = 1;

    public const int LimitOpenFiles = 7;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    [SuppressGCTransition]
    public static partial int EpollControl(int epoll, int operation, int file, void* epollEvent);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, void* events, int count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    [SuppressGCTransition]
    public static partial nint Read(int file, void* buffer, nint length);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    [SuppressGCTransition]
    public static partial nint Write(int file, void* buffer, nint length);

    [LibraryImport(Library, EntryPoint = "recv")]
    [SuppressGCTransition]
    public static partial nint Receive(int socket, void* buffer, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "send")]
    [SuppressGCTransition]
    public static partial nint Send(int socket, void* buffer, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept(int socket, void* address, void* addressLength, int flags);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int socket, void* address, uint addressLength);

    [LibraryImport(Library, EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int socket, int how);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSocketOption(int socket, int level, int option, int* value, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSocketOption(int socket, int level, int option, int* value, uint length);

    /// <param name="resource">Such as <see cref="LimitOpenFiles"/>.</param>
    /// <param name="limits">The soft limit and the hard one.</param>
    [LibraryImport(Library, EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetLimit(int resource, ulong* limits);

    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetSocketName(int socket, void* address, uint* length);

    [LibraryImport(Library, EntryPoint = "getpeername", SetLastError = true)]
    public static partial int GetPeerName(int socket, void* address, uint* length);
}
