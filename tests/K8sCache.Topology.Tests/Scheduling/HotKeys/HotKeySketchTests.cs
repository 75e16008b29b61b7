using System.Globalization;
using System.Text;
using K8sCache.Topology.Scheduling.HotKeys;

namespace K8sCache.Topology.Tests.Scheduling.HotKeys;

public sealed class HotKeySketchTests
{
    private const double ReadsPerSecond = 100_000;

    private readonly Random _random = new(5);
    private double _now;

    [Fact]
    public void A_key_with_a_tenth_of_the_reads_is_hot_and_no_other()
    {
        var sketch = Sketch();
        Read(sketch, 200_000, () => _random.Next(10) == 0 ? "hot" : $"cold-{_random.Next(100_000)}");
        Assert.Equal(1, sketch.HotCount);
        Assert.InRange(sketch.ShareOfHot, 0.07, 0.13);
        Assert.True(IsHot(sketch, "hot"));
        Assert.False(IsHot(sketch, "cold-1"));
        var first = sketch.List()[0];
        Assert.Equal("hot", Encoding.UTF8.GetString(first.Key.Span));
        Assert.True(first.IsHot);
    }

    [Fact]
    public void Even_reads_have_no_hot_key()
    {
        var sketch = Sketch();
        for (var part = 0; part < 20; part++)
        {
            Read(sketch, 20_000, () => $"key-{_random.Next(1000)}");
            Assert.Equal(0, sketch.HotCount);
        }
    }

    [Fact]
    public void Heat_moves_on()
    {
        var sketch = Sketch();
        Read(sketch, 300_000, () => _random.Next(5) == 0 ? "one" : $"cold-{_random.Next(100_000)}");
        Assert.True(IsHot(sketch, "one"));
        Read(sketch, 1_500_000, () => _random.Next(5) == 0 ? "two" : $"cold-{_random.Next(100_000)}");
        Assert.False(IsHot(sketch, "one"));
        Assert.True(IsHot(sketch, "two"));
    }

    [Fact]
    public void A_few_reads_prove_nothing()
    {
        var sketch = Sketch();
        Read(sketch, 5000, () => "only");
        Assert.Equal(0, sketch.HotCount);
    }

    [Fact]
    public void Long_and_empty_keys_are_keys()
    {
        var sketch = Sketch();
        var (a, b) = (new string('x', 200) + "a", new string('x', 200) + "b");
        Read(sketch, 200_000, () => _random.Next(3) switch { 0 => a, 1 => b, _ => "" });
        Assert.Equal(3, sketch.HotCount);
        Assert.InRange(sketch.List()[0].Key.Length, 0, HotKeySketch.MaxKeyBytes);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var sketch = Sketch();
        var keys = Enumerable.Range(0, 1000).Select(i => Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture))).ToArray();
        sketch.Observe(keys[0], 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var read = 0; read < 100_000; read++)
            sketch.Observe(keys[read % 7 == 0 ? 0 : read % keys.Length], read * 1e-5);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private HotKeySketch Sketch() => new(new HotKeySettings(), _random);

    private bool IsHot(HotKeySketch sketch, string key) => sketch.Observe(Encoding.UTF8.GetBytes(key), _now);

    private void Read(HotKeySketch sketch, int reads, Func<string> key)
    {
        for (var read = 0; read < reads; read++)
            sketch.Observe(Encoding.UTF8.GetBytes(key()), _now += 1 / ReadsPerSecond);
    }
}
