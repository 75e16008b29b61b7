using System.Text;

namespace K8sCache.Storage.Tests;

internal readonly struct TakenKeys() : IKeyVisitor
{
    public readonly List<string> Keys = [];

    public void Visit(scoped ReadOnlySpan<byte> key, EntryKind kind) => Keys.Add(Encoding.UTF8.GetString(key));
}
