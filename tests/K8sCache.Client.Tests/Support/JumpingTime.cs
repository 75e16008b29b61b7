namespace K8sCache.Client.Tests.Support;

/// <summary>The system's clock, whose timestamps a test can move on: what is measured seems long, what waits still waits.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _jumped;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp() + Volatile.Read(ref _jumped);

    public void Jump(TimeSpan span) => Interlocked.Add(ref _jumped, (long)(span.TotalSeconds * TimestampFrequency));
}
