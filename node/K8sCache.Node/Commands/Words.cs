using System.Text;

namespace K8sCache.Node.Commands;

/// <summary>Comparing what a client typed with the words of a command's options.</summary>
internal static class Words
{
    public static bool Is(this ReadOnlySpan<byte> argument, ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(argument, word);

    /// <summary>For messages and logs: every byte comes through as one character.</summary>
    public static string Text(this ReadOnlySpan<byte> argument) => Encoding.Latin1.GetString(argument);
}
