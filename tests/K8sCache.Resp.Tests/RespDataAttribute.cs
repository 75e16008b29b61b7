using System.Reflection;
using System.Text;
using Xunit.Sdk;
using Xunit.v3;

namespace K8sCache.Resp.Tests;

/// <summary>
/// Runs a test over one wire payload (Latin-1) in every way it can arrive: the method gets a <see cref="RespFeed"/> and
/// then the attribute's other values.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RespDataAttribute(string payload, params object?[] values) : DataAttribute
{
    public string Payload { get; } = payload;

    public IReadOnlyList<object?> Values { get; } = values;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var rows = RespFeed.AllOf(Encoding.Latin1.GetBytes(Payload))
            .Select(feed => new TheoryDataRow([feed, .. Values]))
            .ToList();
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => false;
}
