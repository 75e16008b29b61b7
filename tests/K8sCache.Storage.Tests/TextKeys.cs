using System.Text;

namespace K8sCache.Storage.Tests;

internal sealed class TextKeys(params string[] keys) : IKeyList
{
    public int Count => keys.Length;

    public ReadOnlySpan<byte> Key(int index) => Encoding.Latin1.GetBytes(keys[index]);
}
