using System.Diagnostics;

namespace K8sCache.Node.Serving;

/// <summary>
/// Lets a command on several keys run while no other event loop runs any. Each loop says that it serves while it runs a
/// batch; who wants to be alone stops serving, waits for those who serve, and keeps the others from starting.
/// </summary>
/// <remarks>
/// No deadlock: who waits does not serve. The fence between "I serve" and "is one alone?", against that between "I am
/// alone" and "who serves?" (Dekker), is all that a batch pays.
/// </remarks>
internal sealed class IsolationGate(int loopCount)
{
    /// <summary>Elements between two loops' marks: each has a cache line, and the next one that is fetched with it, of its own.</summary>
    private const int Stride = 32;

    private readonly int[] _serving = new int[(loopCount + 1) * Stride];

    /// <summary>Held by the loop that is alone, or wants to be.</summary>
    private readonly Lock _alone = new();

    private bool _isAlone;

    /// <summary>The loop begins a batch; waits while another is alone.</summary>
    public void Enter(int loop)
    {
        Interlocked.Exchange(ref Serving(loop), 1);
        if (Volatile.Read(ref _isAlone))
            EnterLate(loop);
    }

    /// <summary>The loop's batch ends.</summary>
    public void Exit(int loop) => Volatile.Write(ref Serving(loop), 0);

    /// <summary>From within its batch, a loop waits until no other serves; none does until <see cref="ExitAlone"/>.</summary>
    public void EnterAlone(int loop)
    {
        Debug.Assert(Serving(loop) == 1, "only a loop that serves can become alone");
        Volatile.Write(ref Serving(loop), 0);
        _alone.Enter();
        Interlocked.Exchange(ref _isAlone, true);
        for (var other = 0; other < loopCount; other++)
        {
            var spinner = default(SpinWait);
            while (Volatile.Read(ref Serving(other)) != 0)
                spinner.SpinOnce(sleep1Threshold: -1);
        }

        Volatile.Write(ref Serving(loop), 1);
    }

    /// <summary>The loop serves on as before.</summary>
    public void ExitAlone()
    {
        Volatile.Write(ref _isAlone, false);
        _alone.Exit();
    }

    private ref int Serving(int loop) => ref _serving[(loop + 1) * Stride];

    /// <summary>Whoever is alone holds the lock; nobody is while this loop has it.</summary>
    private void EnterLate(int loop)
    {
        Volatile.Write(ref Serving(loop), 0);
        lock (_alone)
            Interlocked.Exchange(ref Serving(loop), 1);
    }
}
