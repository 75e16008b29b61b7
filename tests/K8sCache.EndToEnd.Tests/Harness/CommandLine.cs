using System.Text;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>Splits a command line at spaces outside single quotes.</summary>
internal static class CommandLine
{
    public static List<string> Split(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        var begun = false;
        foreach (var c in text)
        {
            if (c == '\'')
            {
                quoted = !quoted;
                begun = true;
            }
            else if (c == ' ' && !quoted)
            {
                if (begun)
                {
                    parts.Add(part.ToString());
                }
                part.Clear();
                begun = false;
            }
            else
            {
                part.Append(c);
                begun = true;
            }
        }
        if (begun)
        {
            parts.Add(part.ToString());
        }
        return parts;
    }
}
