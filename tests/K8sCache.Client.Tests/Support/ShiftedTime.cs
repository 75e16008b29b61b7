namespace K8sCache.Client.Tests.Support;

/// <summary>The system's clock, and a calendar a test can move on: what expires does so at once, what waits still waits.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shiftTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _shiftTicks));

    public void Advance(TimeSpan span) => Interlocked.Add(ref _shiftTicks, span.Ticks);
}
