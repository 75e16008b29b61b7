namespace K8sCache.Client.Calls.Replies;

/// <summary>Values in the order of what was asked, null where there is none.</summary>
internal readonly struct ValuesReply : IReply<byte[]?[]>
{
    public byte[]?[] Read(ReplyReader reply)
    {
        var values = new byte[]?[reply.Count()];
        for (var index = 0; index < values.Length; index++)
            values[index] = reply.TryBytes(out var bytes) ? bytes.ToArray() : null;
        return values;
    }
}
