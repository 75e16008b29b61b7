using K8sCache.Node.Serving;

namespace K8sCache.Node.Tests.Sessions;

public sealed class IsolationGateTests
{
    private const int Loops = 4;
    private const int Rounds = 20_000;

    [Fact]
    public async Task Who_is_alone_meets_nobody()
    {
        var gate = new IsolationGate(Loops);
        var serving = 0;
        var met = 0;
        // Plain on purpose: only being alone keeps these right.
        var aloneCount = 0;
        await Task.WhenAll(Enumerable.Range(0, Loops).Select(loop => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    gate.Enter(loop);
                    Interlocked.Increment(ref serving);
                    if ((round + loop) % 5 == 0)
                    {
                        Interlocked.Decrement(ref serving);
                        gate.EnterAlone(loop);
                        if (Volatile.Read(ref serving) != 0)
                            Interlocked.Increment(ref met);
                        aloneCount++;
                        gate.ExitAlone();
                        Interlocked.Increment(ref serving);
                    }

                    Interlocked.Decrement(ref serving);
                    gate.Exit(loop);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.Equal(0, met);
        Assert.Equal(Loops * Rounds / 5, aloneCount);
    }
}
