using System.Globalization;
using System.Text;
using K8sCache.Node.Serving;

namespace K8sCache.Node.Commands;

/// <summary>What INFO answers: Redis' sections and field names, as far as there is something to say.</summary>
internal static class InfoText
{
    private static readonly (string Name, Func<NodeContext, IEnumerable<(string, object)>> Fields)[] Sections =
    [
        ("Server", InfoSections.Server),
        ("Clients", InfoSections.Clients),
        ("Memory", InfoSections.Memory),
        ("Stats", InfoSections.Stats),
        ("Replication", InfoSections.Replication),
        ("CPU", InfoSections.Cpu),
        ("Cluster", InfoSections.Cluster),
        ("Keyspace", InfoSections.Keyspace),
    ];

    public static string Of(NodeContext node, IReadOnlyList<string> wanted)
    {
        var everything = wanted.Count == 0 || wanted.Any(name =>
            Same(name, "all") || Same(name, "default") || Same(name, "everything"));
        var text = new StringBuilder();
        foreach (var (name, fields) in Sections)
        {
            if (!everything && !wanted.Any(section => Same(section, name)))
                continue;
            if (text.Length > 0)
                text.Append("\r\n");
            text.Append("# ").Append(name).Append("\r\n");
            foreach (var (field, value) in fields(node))
                text.Append(field).Append(':').Append(CultureInfo.InvariantCulture, $"{value}").Append("\r\n");
        }

        return text.ToString();
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
