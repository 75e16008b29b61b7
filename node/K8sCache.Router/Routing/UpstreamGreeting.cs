using System.Buffers;
using K8sCache.Resp;
using K8sCache.Serving.Clients;

namespace K8sCache.Router.Routing;

/// <summary>
/// The first commands on a connection to a node: password, protocol version, what to tell of changes, and the wish for load reports. A plain
/// redis-server does not know the last, and that is fine.
/// </summary>
internal sealed class UpstreamGreeting
{
    private readonly byte[] _bytes;
    private readonly bool[] _mayFail;

    public UpstreamGreeting(RespVersion version, Lane lane, Password password)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new RespWriter(buffer, RespVersion.Resp2);
        var mayFail = new List<bool>();
        if (password.IsRequired)
        {
            writer.WriteArrayHeader(2);
            writer.WriteBulkString("AUTH");
            writer.WriteBulkString(password.Bytes);
            mayFail.Add(false);
        }

        if (version == RespVersion.Resp3)
        {
            writer.WriteArrayHeader(2);
            writer.WriteBulkString("HELLO");
            writer.WriteBulkInteger((int)version);
            mayFail.Add(false);
        }

        if (lane is Lane.Tracked or Lane.Broadcast)
        {
            writer.WriteArrayHeader(lane == Lane.Broadcast ? 4 : 3);
            writer.WriteBulkString("CLIENT");
            writer.WriteBulkString("TRACKING");
            writer.WriteBulkString("ON");
            if (lane == Lane.Broadcast)
                writer.WriteBulkString("BCAST");
            mayFail.Add(false);
        }

        writer.WriteArrayHeader(3);
        writer.WriteBulkString("K8SCACHE");
        writer.WriteBulkString("REPORT");
        writer.WriteBulkString("ON");
        mayFail.Add(true);
        _bytes = buffer.WrittenSpan.ToArray();
        _mayFail = [.. mayFail];
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Replies that come before those to requests.</summary>
    public int ReplyCount => _mayFail.Length;

    public bool Accepts(int index, ReadOnlySpan<byte> reply) => _mayFail[index] || reply[0] != (byte)RespPrefix.SimpleError;
}
