using K8sCache.LocalCluster.Kubelet;

namespace K8sCache.LocalCluster.Tests.Kubelet;

public sealed class VariableExpansionTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["POD_IP"] = "127.16.1.1", ["A"] = "1" };

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("$(POD_IP):6379", "127.16.1.1:6379")]
    [InlineData("$(A)$(A)", "11")]
    [InlineData("$(UNKNOWN)", "$(UNKNOWN)")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("$$$(A)", "$1")]
    [InlineData("$A ${A}", "$A ${A}")]
    [InlineData("ends with $", "ends with $")]
    [InlineData("$(A", "$(A")]
    public void Only_known_names_in_parentheses_are_replaced(string text, string expected) =>
        Assert.Equal(expected, VariableExpansion.Expand(text, Variables));
}
