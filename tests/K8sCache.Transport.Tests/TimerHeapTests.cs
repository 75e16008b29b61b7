namespace K8sCache.Transport.Tests;

public sealed class TimerHeapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Timers_come_in_order_of_their_time_without_the_cancelled(int seed)
    {
        var random = new Random(seed);
        var heap = new TimerHeap();
        var expected = new List<long>();
        var taken = new List<long>();
        var live = new List<HeapTimer>();
        for (var i = 0; i < 500; i++)
            live.Add(heap.Add(random.Next(100), static _ => { }, null));
        for (var i = 0; i < 200; i++)
        {
            var victim = live[random.Next(live.Count)];
            live.Remove(victim);
            victim.Cancel();
            victim.Cancel();
        }

        expected.AddRange(live.Select(timer => timer.Due).Order());
        while (heap.TryTakeDue(100, out var timer))
            taken.Add(timer!.Due);
        Assert.Equal(expected, taken);
        Assert.Equal(0, heap.Count);
    }

    [Fact]
    public void Nothing_is_due_before_its_time()
    {
        var heap = new TimerHeap();
        heap.Add(10, static _ => { }, null);
        Assert.False(heap.TryTakeDue(9, out _));
        Assert.Equal(10, heap.NextDue);
        Assert.True(heap.TryTakeDue(10, out _));
    }
}
