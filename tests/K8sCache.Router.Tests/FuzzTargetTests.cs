using K8sCache.Fuzz;

namespace K8sCache.Router.Tests;

/// <summary>Splitting and joining hold for a fixed number of inputs; <c>make fuzz</c> runs them for longer.</summary>
public sealed class FuzzTargetTests
{
    private const int Iterations = 40;

    public static TheoryData<string> Tested => [.. FuzzTargets.Router.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Tested))]
    public void Splitting_and_joining_hold(string name)
    {
        var target = FuzzTargets.Router.Single(candidate => candidate.Name == name);
        Assert.Equal(Iterations, FuzzRunner.Run(target, seed: 20, iteration => iteration < Iterations));
    }
}
