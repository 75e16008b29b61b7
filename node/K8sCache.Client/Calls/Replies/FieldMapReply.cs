using System.Text;

namespace K8sCache.Client.Calls.Replies;

/// <summary>Fields and their values; none where there is no key.</summary>
internal readonly struct FieldMapReply : IReply<IReadOnlyDictionary<string, byte[]>>
{
    public IReadOnlyDictionary<string, byte[]> Read(ReplyReader reply)
    {
        var pairs = reply.Count() / 2;
        var fields = new Dictionary<string, byte[]>(pairs, StringComparer.Ordinal);
        for (var index = 0; index < pairs; index++)
        {
            reply.TryBytes(out var field);
            reply.TryBytes(out var value);
            fields[Encoding.UTF8.GetString(field)] = value.ToArray();
        }

        return fields;
    }
}
