using System.Text;

namespace K8sCache.Storage.Tests;

internal struct TakenFields() : IFieldVisitor
{
    public SortedDictionary<string, string> Fields = new(StringComparer.Ordinal);
    public int Announced;

    public void Begin(int fieldCount) => Announced = fieldCount;

    public readonly void Visit(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value) =>
        Fields.Add(Encoding.UTF8.GetString(field), Encoding.UTF8.GetString(value));
}
