using System.Reflection;
using System.Text.RegularExpressions;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Support;

namespace K8sCache.Operator.Tests.Status;

public sealed partial class ReasonsTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "status-conditions.md"));

    [Fact]
    public void Every_reason_is_explained_and_every_explained_reason_exists()
    {
        var constants = typeof(Reasons).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);
        var explained = ReasonRow().Matches(Page).Select(match => match.Groups[1].Value).Distinct();
        Assert.Equal(constants.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_condition_has_its_section() => Assert.Equal(
        ConditionTypes.All.Order(StringComparer.Ordinal),
        ConditionSection().Matches(Page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex ReasonRow();

    [GeneratedRegex(@"^## (\w+) — ", RegexOptions.Multiline)]
    private static partial Regex ConditionSection();
}
