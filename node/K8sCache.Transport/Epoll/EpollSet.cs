using System.Runtime.InteropServices;

namespace K8sCache.Transport.Epoll;

/// <summary>
/// One epoll instance and the array its events arrive in. <c>struct epoll_event</c> is 32 bits of events and 64 of user
/// data: packed to 12 bytes on x64, aligned to 16 elsewhere.
/// </summary>
internal sealed unsafe class EpollSet : IDisposable
{
    private const int EventsPerWait = 512;

    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventBytes = DataOffset + 8;

    private readonly int _file;
    private byte* _events;

    public EpollSet()
    {
        _file = Libc.EpollCreate(Libc.EpollCloseOnExec);
        if (_file < 0)
            throw Errno.ToException(Errno.Last, "Creating an epoll instance");
        _events = (byte*)NativeMemory.Alloc(EventsPerWait, (nuint)EventBytes);
    }

    /// <summary>Watches a file, level-triggered; the token comes back with its events.</summary>
    public void Add(int file, uint events, ulong token) => Control(Libc.EpollAdd, file, events, token);

    public void Modify(int file, uint events, ulong token) => Control(Libc.EpollModify, file, events, token);

    /// <summary>Waits for events; a negative timeout waits for ever. Answers how many there are.</summary>
    public int Wait(int timeoutMilliseconds)
    {
        var count = Libc.EpollWait(_file, _events, EventsPerWait, timeoutMilliseconds);
        if (count >= 0)
            return count;
        if (Errno.Last == Errno.Interrupted)
            return 0;
        throw Errno.ToException(Errno.Last, "Waiting for events");
    }

    public (uint Events, ulong Token) this[int index]
    {
        get
        {
            var at = _events + (index * EventBytes);
            return (*(uint*)at, *(ulong*)(at + DataOffset));
        }
    }

    public void Dispose()
    {
        if (_events is null)
            return;
        NativeMemory.Free(_events);
        _events = null;
        _ = Libc.Close(_file);
    }

    private void Control(int operation, int file, uint events, ulong token)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = events;
        *(ulong*)(entry + DataOffset) = token;
        if (Libc.EpollControl(_file, operation, file, entry) < 0)
            throw Errno.ToException(Errno.Last, "Watching a socket");
    }
}
