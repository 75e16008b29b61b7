namespace K8sCache.Transport.Epoll;

/// <summary>
/// Keeps clients from taking the process's last file descriptors: the runtime aborts when it finds none for itself.
/// A new file gets the lowest free number, so a socket's own number says how many files are left.
/// </summary>
internal static class FileReserve
{
    private const int ReservedMin = 16;
    private const int ReservedMax = 128;

    private static readonly int FirstReserved = Compute();

    public static bool IsTouchedBy(NativeSocket socket) => socket.File >= FirstReserved;

    private static unsafe int Compute()
    {
        var limits = stackalloc ulong[2];
        if (Libc.GetLimit(Libc.LimitOpenFiles, limits) < 0)
            return int.MaxValue;
        var files = (int)Math.Min(limits[0], int.MaxValue);
        return files - Math.Clamp(files / 8, ReservedMin, ReservedMax);
    }
}
