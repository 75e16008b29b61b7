namespace K8sCache.Transport.Epoll;

/// <summary>An eventfd that ends a loop's wait from another thread; raised at most once until lowered.</summary>
/// <remarks>
/// Who raises it has queued something and then exchanges the mark; the loop exchanges it and then looks at the queue. Full
/// fences on both sides: either the one sees the mark down, or the other sees what was queued.
/// </remarks>
internal sealed unsafe class WakeSignal : IDisposable
{
    private readonly Lock _lifetime = new();
    private int _raised;
    private bool _disposed;

    public WakeSignal()
    {
        File = Libc.EventFd(0, Libc.EventFdNonBlocking | Libc.EventFdCloseOnExec);
        if (File < 0)
            throw Errno.ToException(Errno.Last, "Creating an eventfd");
    }

    public int File { get; }

    public void Raise()
    {
        if (Interlocked.Exchange(ref _raised, 1) != 0)
            return;

        // Not raised after Dispose: the number may be someone else's file by then.
        lock (_lifetime)
        {
            if (_disposed)
                return;
            ulong one = 1;
            _ = Libc.Write(File, &one, sizeof(ulong));
        }
    }

    /// <summary>To be called before looking at what was signalled, so that what comes later raises it again.</summary>
    public void Lower()
    {
        ulong count;
        _ = Libc.Read(File, &count, sizeof(ulong));

        // What is looked at next must not be read before the signal is down.
        Interlocked.Exchange(ref _raised, 0);
    }

    public void Dispose()
    {
        lock (_lifetime)
        {
            if (_disposed)
                return;
            _disposed = true;
            _ = Libc.Close(File);
        }
    }
}
