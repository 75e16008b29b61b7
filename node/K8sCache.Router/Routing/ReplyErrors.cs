using System.Globalization;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Router.Routing;

/// <summary>Reads error replies just as far as routing needs.</summary>
internal static class ReplyErrors
{
    /// <summary>How Redis's texts begin, behind ERR, for what is wrong with a request.</summary>
    private static readonly byte[][] ClientFaults =
    [
        .. new[]
        {
            "syntax error", "value is", "wrong number", "invalid", "Invalid", "unknown", "Unknown", "no such key", "index out", "min or max",
            "hash value", "increment", "decrement", "offset", "bit ", "The bit", "numkeys", "numfields", "at least", "limit", "LIMIT", "weight",
            "string exceeds", "DB index", "source and", "GT, LT", "GT and", "NX and", "XX and", "COUNT", "count", "timeout", "field", "Number of",
            "Parameter", "Mandatory", "resulting", "MAXLEN", "RANK", "An LFU", "XX", "Bad data",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    public static ReplyError Classify(ReadOnlySpan<byte> reply)
    {
        if (reply[0] != (byte)RespPrefix.SimpleError)
            return reply[0] == (byte)RespPrefix.BulkError ? ReplyError.Client : ReplyError.None;
        var text = reply[1..];
        return text switch
        {
            _ when text.StartsWith("MOVED "u8) => ReplyError.Moved,
            _ when text.StartsWith("CROSSSLOT"u8) => ReplyError.CrossSlot,
            _ when text.StartsWith("LOADING"u8) || text.StartsWith("CLUSTERDOWN"u8) || text.StartsWith("MASTERDOWN"u8)
                || text.StartsWith("TRYAGAIN"u8) => ReplyError.Unavailable,
            _ => IsClients(text) ? ReplyError.Client : ReplyError.Failed,
        };
    }

    /// <summary>
    /// Whether any node would answer the same: what is wrong is the request, or the key is not what it takes it for. A node must
    /// not look ill because a client sends nonsense; all that is not known as such counts against the node.
    /// </summary>
    private static bool IsClients(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("WRONGTYPE"u8) || text.StartsWith("BUSYKEY"u8) || text.StartsWith("NOPROTO"u8) || text.StartsWith("DENIED"u8))
            return true;
        if (!text.StartsWith("ERR "u8))
            return false;
        text = text[4..];
        foreach (var start in ClientFaults)
        {
            if (text.StartsWith(start))
                return true;
        }

        return false;
    }

    /// <summary>Address in <c>-MOVED slot host:port</c>; null if it is malformed.</summary>
    public static string? MovedAddress(ReadOnlySpan<byte> reply)
    {
        var text = Encoding.ASCII.GetString(reply[1..]).TrimEnd();
        var words = text.Split(' ');
        return words.Length == 3 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out _) ? words[2] : null;
    }
}
