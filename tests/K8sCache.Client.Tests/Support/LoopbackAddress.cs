using System.Net;

namespace K8sCache.Client.Tests.Support;

/// <summary>Deals loopback addresses, so that every node of a test run can have the same ports.</summary>
internal static class LoopbackAddress
{
    private static int _dealt;

    public static IPAddress Next()
    {
        var number = Interlocked.Increment(ref _dealt);
        // The process id keeps test runs at the same time apart.
        return new IPAddress([127, (byte)(64 + (Environment.ProcessId % 128)), (byte)(number / 250), (byte)(1 + (number % 250))]);
    }
}
