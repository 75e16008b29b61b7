using System.Text.RegularExpressions;

namespace K8sCache.LocalCluster.Api.Metadata;

/// <summary>What names, label keys and label values may look like; texts of apimachinery's validation package.</summary>
public static partial class NameRules
{
    private const string Subdomain = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private const string Label1123 = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string Label1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string NamePart = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string Value = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";

    public static IEnumerable<string> Check(NameRule rule, string name) => rule switch
    {
        NameRule.Subdomain => DnsSubdomain(name),
        NameRule.Label => DnsLabel(name),
        NameRule.DnsLabel1035 => DnsLabel1035(name),
        NameRule.PathSegment => PathSegment(name),
    };

    public static IEnumerable<string> DnsSubdomain(string name)
    {
        if (name.Length > 253)
            yield return "must be no more than 253 bytes";
        if (!SubdomainPattern().IsMatch(name))
        {
            yield return "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
                + $" (e.g. 'example.com', regex used for validation is '{Subdomain}')";
        }
    }

    public static IEnumerable<string> DnsLabel(string name)
    {
        if (name.Length > 63)
            yield return "must be no more than 63 bytes";
        if (!Label1123Pattern().IsMatch(name))
        {
            yield return "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
                + $" (e.g. 'my-name',  or '123-abc', regex used for validation is '{Label1123}')";
        }
    }

    public static IEnumerable<string> DnsLabel1035(string name)
    {
        if (name.Length > 63)
            yield return "must be no more than 63 bytes";
        if (!Label1035Pattern().IsMatch(name))
        {
            yield return "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"
                + $" (e.g. 'my-name',  or 'abc-123', regex used for validation is '{Label1035}')";
        }
    }

    public static IEnumerable<string> PathSegment(string name)
    {
        if (name is "." or "..")
            yield return $"may not be '{name}'";
        foreach (var forbidden in "/%".Where(c => name.Contains(c, StringComparison.Ordinal)))
            yield return $"may not contain '{forbidden}'";
    }

    /// <summary>Label and annotation keys, finalizers: an optional DNS prefix and a name.</summary>
    public static IEnumerable<string> QualifiedName(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            yield return "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
                + $" (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '{NamePart}')"
                + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }
        if (parts.Length == 2)
        {
            if (parts[0].Length == 0)
                yield return "prefix part must be non-empty";
            else
            {
                foreach (var problem in DnsSubdomain(parts[0]))
                    yield return "prefix part " + problem;
            }
        }
        var name = parts[^1];
        if (name.Length == 0)
            yield return "name part must be non-empty";
        else if (name.Length > 63)
            yield return "name part must be no more than 63 bytes";
        if (!NamePartPattern().IsMatch(name))
        {
            yield return "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
                + $" (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '{NamePart}')";
        }
    }

    public static IEnumerable<string> LabelValue(string value)
    {
        if (value.Length > 63)
            yield return "must be no more than 63 bytes";
        if (!ValuePattern().IsMatch(value))
        {
            yield return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
                + $" (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '{Value}')";
        }
    }

    [GeneratedRegex($@"\A{Subdomain}\z")]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex($@"\A{Label1123}\z")]
    private static partial Regex Label1123Pattern();

    [GeneratedRegex($@"\A{Label1035}\z")]
    private static partial Regex Label1035Pattern();

    [GeneratedRegex($@"\A{NamePart}\z")]
    private static partial Regex NamePartPattern();

    [GeneratedRegex($@"\A{Value}\z")]
    private static partial Regex ValuePattern();
}
