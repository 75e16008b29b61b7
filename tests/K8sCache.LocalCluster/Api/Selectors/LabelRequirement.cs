using System.Globalization;

namespace K8sCache.LocalCluster.Api.Selectors;

/// <summary>One term of a label selector; <c>=</c> and <c>!=</c> are In and NotIn of one value.</summary>
public sealed record LabelRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values)
{
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Exists => present,
            LabelOperator.DoesNotExist => !present,
            LabelOperator.In => present && Values.Contains(value),
            // An absent label differs from every value.
            LabelOperator.NotIn => !present || !Values.Contains(value),
            LabelOperator.GreaterThan => present && Compare(value!) > 0,
            LabelOperator.LessThan => present && Compare(value!) < 0,
        };
    }

    private int? Compare(string value) =>
        long.TryParse(value, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(Values[0], CultureInfo.InvariantCulture, out var bound)
            ? number.CompareTo(bound)
            : null;
}
