namespace K8sCache.Node.Load;

/// <summary>Commands and bytes a second, over the last whole second or so that was looked at. One thread notes, anyone reads.</summary>
internal sealed class TrafficRates(TimeProvider time)
{
    private sealed record Sample(long At, long Commands, long BytesIn, long BytesOut);

    private Sample _before = new(time.GetTimestamp(), 0, 0, 0);
    private (double Commands, double BytesIn, double BytesOut)[] _rates = [default];

    public (double Commands, double BytesIn, double BytesOut) PerSecond => Volatile.Read(ref _rates)[0];

    public void Note(long commands, long bytesIn, long bytesOut)
    {
        var now = new Sample(time.GetTimestamp(), commands, bytesIn, bytesOut);
        var seconds = time.GetElapsedTime(_before.At, now.At).TotalSeconds;
        if (seconds <= 0)
            return;
        Volatile.Write(
            ref _rates,
            [((commands - _before.Commands) / seconds, (bytesIn - _before.BytesIn) / seconds, (bytesOut - _before.BytesOut) / seconds)]);
        _before = now;
    }
}
