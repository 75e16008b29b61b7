namespace K8sCache.Node.Tests;

public sealed class NodeDrainTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<int> _notHandedOver = [];
    private (int SoleCopies, bool IsLeaving) _holds = (7, false);
    private bool _isAsking = true;
    private long _receivedBytes;
    private int _looks;

    [Fact]
    public async Task A_handover_that_begins_late_is_waited_for_while_clients_keep_asking()
    {
        var drain = Drain();
        await PassAsync(drain, NodeDrain.HandoverNotice + TimeSpan.FromSeconds(1));
        Assert.Equal([7], _notHandedOver);
        Assert.False(drain.IsCompleted);

        _holds = (7, true);
        await PassAsync(drain, TimeSpan.FromSeconds(20));
        Assert.False(drain.IsCompleted);
        _holds = default;
        await PassAsync(drain, TimeSpan.FromSeconds(5));
        await Eventually.Within(drain);
        Assert.Equal([7], _notHandedOver);
    }

    [Fact]
    public async Task A_handover_that_does_not_end_is_waited_for_no_longer_than_its_timeout()
    {
        _holds = (7, true);
        var drain = Drain();
        await PassAsync(drain, TimeSpan.FromSeconds(29));
        Assert.False(drain.IsCompleted);
        await PassAsync(drain, TimeSpan.FromSeconds(8));
        await Eventually.Within(drain);
        Assert.Equal([7], _notHandedOver);
    }

    [Fact]
    public async Task Where_nobody_takes_over_it_ends_when_its_clients_fall_silent()
    {
        _isAsking = false;
        var drain = Drain();
        await PassAsync(drain, NodeDrain.HandoverNotice + NodeDrain.CheckPeriod * 4);
        await Eventually.Within(drain);
        Assert.Equal([7], _notHandedOver);
    }

    private Task Drain() => new NodeDrain
    {
        Time = _time,
        HandoverTimeout = TimeSpan.FromSeconds(30),
        DrainTimeout = TimeSpan.FromSeconds(5),
        Holds = () =>
        {
            Interlocked.Increment(ref _looks);
            return _holds;
        },
        ClientCount = () => 1,
        ReceivedBytes = () => _isAsking ? ++_receivedBytes : _receivedBytes,
        NotHandedOver = _notHandedOver.Add,
    }.RunAsync();

    /// <summary>Lets time pass, a look at a time.</summary>
    private async Task PassAsync(Task drain, TimeSpan time)
    {
        for (; time > TimeSpan.Zero && !drain.IsCompleted; time -= NodeDrain.CheckPeriod)
        {
            var seen = Volatile.Read(ref _looks);
            _time.Advance(NodeDrain.CheckPeriod);
            await Eventually.True(() => drain.IsCompleted || Volatile.Read(ref _looks) > seen, "it has looked");
        }
    }
}
