using System.Globalization;
using K8sCache.Node.Configuration;
using K8sCache.Node.Serving;
using K8sCache.Serving.Configuration;

namespace K8sCache.Node.Commands;

/// <summary>client-output-buffer-limit: <c>normal HARD SOFT SECONDS</c>, and the same for other classes, which must be what they are.</summary>
internal static class OutputLimits
{
    public static string Text(NodeContext node)
    {
        var (hard, soft, seconds) = node.Settings.OutputLimit;
        return string.Create(
            CultureInfo.InvariantCulture, $"normal {hard} {soft} {seconds} slave {hard} 0 0 pubsub {hard} {soft} {seconds}");
    }

    public static (Action? Apply, string? Problem) Change(NodeContext node, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length % 4 != 0)
            return (null, "Wrong number of arguments in buffer limit configuration.");
        OutputLimit? wanted = null;
        for (var i = 0; i < words.Length; i += 4)
        {
            var isNormal = words[i].Equals("normal", StringComparison.OrdinalIgnoreCase);
            if (!isNormal && words[i].ToUpperInvariant() is not ("SLAVE" or "REPLICA" or "PUBSUB"))
                return (null, "Invalid client class specified in buffer limit configuration.");
            if (!ConfigValues.TryParseBytes(words[i + 1], out var hard) || !ConfigValues.TryParseBytes(words[i + 2], out var soft)
                || !int.TryParse(words[i + 3], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return (null, "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
            if (isNormal)
                wanted = new OutputLimit(hard, soft, seconds);
        }

        return (() => Apply(node, wanted ?? node.Settings.OutputLimit), null);
    }

    /// <summary>One number bounds all connections of a loop; 0, as in Redis, is none.</summary>
    public static void Apply(NodeContext node, OutputLimit limit)
    {
        node.Settings.OutputLimit = limit;
        foreach (var loop in node.Loops)
            loop.Loop.OutputLimitBytes = limit.HardBytes == 0 ? long.MaxValue : limit.HardBytes;
    }
}
