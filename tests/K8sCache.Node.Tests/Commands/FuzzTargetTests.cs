using K8sCache.Fuzz;

namespace K8sCache.Node.Tests.Commands;

/// <summary>Every family of commands holds for a fixed number of inputs; <c>make fuzz</c> runs them for longer.</summary>
public sealed class FuzzTargetTests
{
    private const int Iterations = 300;

    public static TheoryData<string> Tested => [.. FuzzTargets.Families.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Tested))]
    public void A_family_holds(string name)
    {
        var target = FuzzTargets.Families.Single(candidate => candidate.Name == name);
        Assert.Equal(Iterations, FuzzRunner.Run(target, seed: 20, iteration => iteration < Iterations));
    }
}
