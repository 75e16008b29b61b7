using System.Security.Cryptography;

namespace K8sCache.Hosting.Lifetime;

/// <summary>
/// Bytes nobody can foresee, for ids and seeds at start. Asked of the kernel itself where it has a file for that: the
/// library that generators of keys need would take 6 MiB of a process that may never encrypt anything.
/// </summary>
public static class SystemRandom
{
    private const string KernelFile = "/dev/urandom";

    public static byte[] Bytes(int count)
    {
        if (!OperatingSystem.IsLinux())
            return RandomNumberGenerator.GetBytes(count);
        var bytes = new byte[count];
        using var kernel = new FileStream(KernelFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        kernel.ReadExactly(bytes);
        return bytes;
    }

    public static ulong UInt64() => BitConverter.ToUInt64(Bytes(sizeof(ulong)));

    /// <summary>0 or more.</summary>
    public static int Int32() => (int)(UInt64() >> 33);
}
