using K8sCache.Storage;

namespace K8sCache.Benchmarks.Engines;

/// <summary>Looks at a value as little as one can.</summary>
internal struct LengthSink : IValueVisitor
{
    public long Total;

    public void Visit(scoped ReadOnlySpan<byte> value) => Total += value.Length;
}
