namespace K8sCache.Storage.Tests;

internal readonly struct TextFields(params (string Field, string Value)[] pairs) : IFieldList
{
    public int Count => pairs.Length;

    public ReadOnlySpan<byte> Field(int index) => Engines.Bytes(pairs[index].Field);

    public ReadOnlySpan<byte> Value(int index) => Engines.Bytes(pairs[index].Value);
}
