using System.Text;

namespace K8sCache.Storage.Tests;

internal struct TakenValue : IValueVisitor
{
    public string? Text;

    public void Visit(scoped ReadOnlySpan<byte> value) => Text = Encoding.UTF8.GetString(value);
}
