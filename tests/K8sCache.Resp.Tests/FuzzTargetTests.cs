using K8sCache.Fuzz;

namespace K8sCache.Resp.Tests;

/// <summary>Every fuzz target holds for a fixed number of inputs; <c>make fuzz</c> runs them for longer.</summary>
public sealed class FuzzTargetTests
{
    private const int Iterations = 3000;

    public static TheoryData<string> Tested => ["request-parser", "reply-scanner", "writer", "glob", "command-table"];

    [Theory]
    [MemberData(nameof(Tested))]
    public void A_target_holds(string name)
    {
        var target = FuzzTargets.All.Single(candidate => candidate.Name == name);
        Assert.Equal(Iterations, FuzzRunner.Run(target, seed: 20, iteration => iteration < Iterations));
    }

    [Fact]
    public void Every_target_of_the_protocol_has_a_test() =>
        Assert.Equal(FuzzTargets.Wire.Select(target => target.Name).Order(), Tested.Select(row => row.Data).Order());

    [Fact]
    public void A_failure_says_how_to_repeat_it()
    {
        var failure = Assert.Throws<FuzzFailureException>(() => FuzzRunner.Run(new Failing(), seed: 7, _ => true));
        Assert.Contains("seed 7 at iteration 0: no good", failure.Message, StringComparison.Ordinal);
        Assert.Contains("input: \"a\\x00\"", failure.Message, StringComparison.Ordinal);
    }

    private sealed class Failing : IFuzzTarget
    {
        public string Name => "failing";

        public byte[] Generate(Random random) => "a\0"u8.ToArray();

        public void Check(byte[] input) => throw new InvalidOperationException("no good");
    }
}
