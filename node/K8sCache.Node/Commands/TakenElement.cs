using K8sCache.Storage;
using K8sCache.Storage.Lists;

namespace K8sCache.Node.Commands;

/// <summary>Copies the one element of a list that is visited, to be pushed elsewhere.</summary>
internal sealed class TakenElement : IListVisitor, IFieldList
{
    private byte[] _element = [];

    public int Count => 1;

    public ReadOnlySpan<byte> Field(int index) => _element;

    public ReadOnlySpan<byte> Value(int index) => [];

    public void Begin(int count)
    {
    }

    public void Visit(scoped ReadOnlySpan<byte> element) => _element = element.ToArray();
}
