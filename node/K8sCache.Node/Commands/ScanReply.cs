using System.Globalization;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>What a scan answers: the number of elements stands before them, so they cannot be written at once.</summary>
internal readonly struct ScanReply()
{
    private readonly List<byte[]> _elements = [];

    public void Add(scoped ReadOnlySpan<byte> element) => _elements.Add(element.ToArray());

    public void Write(RespWriter reply, ulong cursor)
    {
        reply.WriteArrayHeader(2);
        reply.WriteBulkString(cursor.ToString(CultureInfo.InvariantCulture));
        reply.WriteArrayHeader(_elements.Count);
        foreach (var element in _elements)
            reply.WriteBulkString(element);
    }
}
