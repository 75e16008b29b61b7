using System.Globalization;

namespace K8sCache.Router.Joining;

/// <summary>The fields of nodes' INFO that can be added up, of one node or of several.</summary>
internal sealed class NodeFigures
{
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);

    public long Keys { get; private set; }

    public long Expires { get; private set; }

    public string Policy { get; private set; } = "noeviction";

    public long this[string field] => _numbers.GetValueOrDefault(field);

    /// <param name="info">What a node answered; lines that are no numbers are passed over.</param>
    public static NodeFigures Parse(string info)
    {
        var figures = new NodeFigures();
        foreach (var line in info.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var (name, value) = (line[..colon], line[(colon + 1)..]);
            if (name == "db0")
                figures.ParseKeys(value);
            else if (name == "maxmemory_policy")
                figures.Policy = value;
            else if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                figures._numbers[name] = number;
        }

        return figures;
    }

    /// <param name="node">Another node's.</param>
    /// <param name="keys">Its keys that are not copies of other nodes' keys.</param>
    public void Add(NodeFigures node, long keys)
    {
        foreach (var (name, number) in node._numbers)
            _numbers[name] = this[name] + number;
        Keys += keys;
        // Of keys with an expiry it only told all, copies among them.
        Expires += node.Keys == 0 ? 0 : (long)Math.Round((double)node.Expires * keys / node.Keys);
        Policy = node.Policy;
    }

    private void ParseKeys(string value)
    {
        foreach (var field in value.Split(','))
        {
            var parts = field.Split('=');
            if (parts.Length != 2 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                continue;
            if (parts[0] == "keys")
                Keys = number;
            else if (parts[0] == "expires")
                Expires = number;
        }
    }
}
