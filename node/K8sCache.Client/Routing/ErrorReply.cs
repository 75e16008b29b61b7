using System.Globalization;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Client.Routing;

/// <summary>Reads error replies as far as routing needs.</summary>
internal static class ErrorReply
{
    public static ErrorReplyKind Classify(ReadOnlySpan<byte> reply)
    {
        if (reply[0] != (byte)RespPrefix.SimpleError)
            return reply[0] == (byte)RespPrefix.BulkError ? ErrorReplyKind.Refused : ErrorReplyKind.None;
        var text = reply[1..];
        return text switch
        {
            _ when text.StartsWith("MOVED "u8) => ErrorReplyKind.Moved,
            _ when text.StartsWith("LOADING"u8) || text.StartsWith("CLUSTERDOWN"u8) || text.StartsWith("MASTERDOWN"u8)
                || text.StartsWith("TRYAGAIN"u8) => ErrorReplyKind.Unavailable,
            _ => ErrorReplyKind.Refused,
        };
    }

    /// <summary>Address in <c>-MOVED slot host:port</c>; null if it is malformed.</summary>
    public static string? MovedAddress(ReadOnlySpan<byte> reply)
    {
        var words = Text(reply).Split(' ');
        return words.Length == 3 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out _) ? words[2] : null;
    }

    public static string Text(ReadOnlySpan<byte> reply) => Encoding.UTF8.GetString(reply[1..]).TrimEnd();
}
