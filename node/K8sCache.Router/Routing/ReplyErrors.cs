using System.Globalization;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Router.Routing;

/// <summary>Reads error replies just as far as routing needs.</summary>
internal static class ReplyErrors
{
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
            _ when text.StartsWith("WRONGTYPE"u8) => ReplyError.Client,
            _ => ReplyError.Failed,
        };
    }

    /// <summary>Address in <c>-MOVED slot host:port</c>; null if it is malformed.</summary>
    public static string? MovedAddress(ReadOnlySpan<byte> reply)
    {
        var text = Encoding.ASCII.GetString(reply[1..]).TrimEnd();
        var words = text.Split(' ');
        return words.Length == 3 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out _) ? words[2] : null;
    }
}
