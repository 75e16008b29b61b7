using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace K8sCache.Storage.Shards;

/// <summary>
/// The lock of one shard: one interlocked operation to take, a plain store to release, both inlined. Who finds it
/// taken spins, yields, and at last sleeps a millisecond at a time. Not reentrant.
/// </summary>
/// <remarks>
/// A lock that releases with an interlocked operation as well waits, before anybody else may go on, until all that
/// was written under it has left the processor: a hundred nanoseconds where that was a fresh piece of the log.
/// A release is enough: who takes the lock next sees all that was written before it, and nothing is looked at after it.
/// </remarks>
[SuppressMessage("Style", "IDE0044", Justification = "written through references")]
internal struct ShardLock
{
    private const int Free = 0;
    private const int Held = 1;

    private int _state;
#if DEBUG
    private int _owner;
#endif

    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Scope EnterScope()
    {
        if (Interlocked.CompareExchange(ref _state, Held, Free) != Free)
            Wait();
#if DEBUG
        _owner = Environment.CurrentManagedThreadId;
#endif
        return new Scope(ref this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wait()
    {
#if DEBUG
        System.Diagnostics.Debug.Assert(_owner != Environment.CurrentManagedThreadId, "nobody calls the engine from inside of it");
#endif
        var spin = default(SpinWait);
        do
        {
            spin.SpinOnce();
        }
        while (Volatile.Read(ref _state) != Free || Interlocked.CompareExchange(ref _state, Held, Free) != Free);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Exit()
    {
#if DEBUG
        _owner = 0;
#endif
        Volatile.Write(ref _state, Free);
    }

    /// <summary>Holds the lock until it is disposed of.</summary>
    public readonly ref struct Scope(ref ShardLock held)
    {
        private readonly ref ShardLock _held = ref held;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => _held.Exit();
    }
}
