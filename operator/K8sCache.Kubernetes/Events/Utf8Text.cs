using System.Text;

namespace K8sCache.Kubernetes.Events;

/// <summary>Cuts text to the API's byte limits.</summary>
internal static class Utf8Text
{
    private const string Ellipsis = "...";

    /// <summary>The text, or as much of it as fits with an ellipsis; never half a character.</summary>
    public static string Truncate(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maxBytes)
            return text;
        var bytes = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes - Ellipsis.Length)
                break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length] + Ellipsis;
    }
}
