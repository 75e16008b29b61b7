namespace K8sCache.LocalCluster.Schema.Cel;

/// <summary>How property names that are no CEL identifiers are written in rules (Kubernetes documentation, CRD validation rules).</summary>
internal static class CelNames
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return",
    };

    public static string Escape(string name)
    {
        if (Keywords.Contains(name)) return $"__{name}__";
        return name.Replace("__", "__underscores__", StringComparison.Ordinal)
            .Replace(".", "__dot__", StringComparison.Ordinal)
            .Replace("-", "__dash__", StringComparison.Ordinal)
            .Replace("/", "__slash__", StringComparison.Ordinal);
    }
}
