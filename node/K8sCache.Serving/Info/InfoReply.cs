using System.Globalization;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Serving.Info;

/// <summary>INFO: sections of <c>field:value</c> lines, all of them or those asked for.</summary>
public static class InfoReply
{
    private const string Units = "KMGTP";

    /// <param name="request">The request, with the sections it wants.</param>
    /// <param name="sections">Every section; the fields of those not wanted are not enumerated.</param>
    /// <param name="reply">Where the reply goes.</param>
    /// <param name="onRequest">Names of those told only when asked for; none, if null.</param>
    public static void Write(
        in RespRequest request,
        IEnumerable<(string Name, IEnumerable<(string Name, object Value)> Fields)> sections,
        RespWriter reply,
        IReadOnlySet<string>? onRequest = null)
    {
        var wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 1; index < request.Count; index++)
            wanted.Add(Encoding.Latin1.GetString(request[index]));
        var everything = wanted.Overlaps(["all", "everything"]);
        var usual = wanted.Count == 0 || wanted.Contains("default");
        var text = new StringBuilder();
        foreach (var (section, fields) in sections)
        {
            if (!everything && !wanted.Contains(section) && !(usual && onRequest?.Contains(section) != true))
                continue;
            if (text.Length > 0)
                text.Append("\r\n");
            text.Append("# ").Append(section).Append("\r\n");
            foreach (var (name, value) in fields)
                text.Append(name).Append(':').Append(CultureInfo.InvariantCulture, $"{value}").Append("\r\n");
        }

        reply.WriteVerbatimString("txt"u8, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>A size as fields ending in <c>_human</c> give it: <c>512B</c>, <c>23.65K</c>, <c>1.00G</c> (redis: bytesToHuman).</summary>
    public static string HumanSize(long bytes)
    {
        if (bytes < 1024)
            return string.Create(CultureInfo.InvariantCulture, $"{bytes}B");
        var unit = 0;
        var size = bytes / 1024.0;
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.00}{Units[unit]}");
    }
}
