using System.Text;
using K8sCache.Storage.Hashes;

namespace K8sCache.Storage.Tests.Hashes;

internal readonly struct TakenElements(ElementTable table, List<string> seen) : IElementVisitor
{
    public void Visit(int index) => seen.Add(Encoding.UTF8.GetString(table.KeyAt(index)));
}
