using System.Runtime.CompilerServices;
using K8sCache.Hosting.Lifetime;

namespace K8sCache.Hosting.Tests.Lifetime;

public sealed class StartGarbageTests
{
    private const int Bytes = 64 << 20;
    private const int ArrayBytes = 1024;

    [Fact]
    public void What_nobody_holds_any_more_is_given_back()
    {
        Allocate();
        var before = GC.GetTotalMemory(forceFullCollection: false);
        var collections = GC.CollectionCount(GC.MaxGeneration);
        StartGarbage.GiveBack();
        Assert.True(GC.CollectionCount(GC.MaxGeneration) > collections);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false), 0, Math.Max(0, before - (Bytes / 4)));
    }

    /// <summary>Held until all are there, so that no collection in between takes them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Allocate()
    {
        var arrays = new List<byte[]>();
        for (var bytes = 0; bytes < Bytes; bytes += ArrayBytes)
            arrays.Add(new byte[ArrayBytes]);
        GC.KeepAlive(arrays);
    }
}
