using System.Text;
using K8sCache.Storage.Lists;

namespace K8sCache.Storage.Tests.Lists;

/// <summary>Elements as they were visited.</summary>
internal sealed class TakenItems : IListVisitor
{
    public List<string> Items { get; } = [];

    public int? Announced { get; private set; }

    public void Begin(int count) => Announced = count;

    public void Visit(scoped ReadOnlySpan<byte> element) => Items.Add(Encoding.UTF8.GetString(element));
}
