using System.Text;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>
/// Expands <c>$(NAME)</c> in commands, arguments and environment values as Kubernetes does: an unknown name stays as it is,
/// <c>$$(NAME)</c> is the escape for a literal <c>$(NAME)</c>.
/// </summary>
internal static class VariableExpansion
{
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            if (text[i + 1] == '$')
            {
                result.Append('$');
                i++;
                continue;
            }

            var end = text[i + 1] == '(' ? text.IndexOf(')', i + 2) : -1;
            if (end < 0)
            {
                result.Append('$');
                continue;
            }

            var name = text[(i + 2)..end];
            result.Append(variables.TryGetValue(name, out var value) ? value : $"$({name})");
            i = end;
        }

        return result.ToString();
    }
}
