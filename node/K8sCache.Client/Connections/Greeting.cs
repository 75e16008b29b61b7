using System.Buffers;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Client.Connections;

/// <summary>
/// The first commands on a connection: the password, a name, and the wish for load reports, with which a node serves
/// reads on any copy. Whoever grants the last is a node; routers and any Redis refuse it, and that is fine.
/// </summary>
internal sealed class Greeting
{
    private readonly byte[] _bytes;
    private readonly bool[] _mayFail;

    public Greeting(K8sCacheClientOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var mayFail = new List<bool>();
        if (options.Password is { } password)
            Add(buffer, mayFail, false, options.UserName is { } user ? ["AUTH", user, password] : ["AUTH", password]);
        if (options.ClientName is { } name)
            Add(buffer, mayFail, true, "CLIENT", "SETNAME", name);
        Add(buffer, mayFail, true, "CLIENT", "SETINFO", "LIB-NAME", "K8sCache.Client");
        Add(buffer, mayFail, true, "CLIENT", "SETINFO", "LIB-VER", typeof(Greeting).Assembly.GetName().Version!.ToString(3));
        Add(buffer, mayFail, true, "K8SCACHE", "REPORT", "ON");
        _bytes = buffer.WrittenSpan.ToArray();
        _mayFail = [.. mayFail];
    }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Replies that come before those to requests.</summary>
    public int ReplyCount => _mayFail.Length;

    /// <summary>Takes one of the replies.</summary>
    /// <exception cref="InvalidDataException">The peer refuses us.</exception>
    public void Take(int index, ReadOnlySpan<byte> reply, out bool isNode)
    {
        var isError = reply[0] == (byte)RespPrefix.SimpleError;
        if (isError && !_mayFail[index])
            throw new InvalidDataException($"refuses us: {Encoding.UTF8.GetString(reply[1..]).TrimEnd()}");
        // A server that wants a password we do not have says so to each of them.
        if (isError && reply[1..].StartsWith("NOAUTH"u8))
            throw new InvalidDataException("refuses us: it asks for a password");
        isNode = index == _mayFail.Length - 1 && !isError;
    }

    private static void Add(ArrayBufferWriter<byte> buffer, List<bool> mayFail, bool optional, params string[] words)
    {
        var writer = new RespWriter(buffer, RespVersion.Resp2);
        writer.WriteArrayHeader(words.Length);
        foreach (var word in words)
            writer.WriteBulkString(word);
        mayFail.Add(optional);
    }
}
