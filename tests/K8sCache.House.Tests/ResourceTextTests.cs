using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sCache.Hosting.Options;
using K8sCache.Kubernetes.Yaml;
using K8sCache.Node.Configuration;
using K8sCache.Router.Configuration;

namespace K8sCache.House.Tests;

/// <summary>What <c>kubectl explain</c> says of a CacheCluster is what the programs do.</summary>
public sealed partial class ResourceTextTests
{
    private static readonly JsonObject Spec = KubernetesYaml.Parse(File.ReadAllText(Repository.PathOf("crds/cacheclusters.k8scache.io.yaml")))
        ["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!.AsObject();

    /// <summary>Fields that become options of both programs, or of the one named.</summary>
    public static TheoryData<string, string, string> Fields => new()
    {
        { "nodes.memory", "memory", "node" },
        { "limits.maxClients", "maxclients", "both" },
        { "limits.clientTimeoutSeconds", "timeout", "both" },
        { "limits.maxValue", "proto-max-bulk-len", "both" },
        { "limits.clientQueryBuffer", "client-query-buffer-limit", "both" },
        { "limits.clientOutputBuffer", "client-output-buffer-limit", "both" },
        { "limits.requestTimeoutMilliseconds", "request-timeout", "router" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_has_the_default_and_the_range_of_its_option(string path, string option, string programs)
    {
        var field = Field(path);
        var description = (string)field["description"]!;
        foreach (var table in Tables(programs))
        {
            var row = table.Options.Single(known => known.Name == option);
            // What the resource has a default of its own for is always given to the program.
            if (field["default"] is null)
                Assert.Equal((table.Program, Amount(row.DefaultText)), (table.Program, InBase(path, Default().Match(description).Groups[1].Value)));
            var (least, most) = RangeOf(row.Allowed);
            Assert.InRange(InBase(path, Least(field, description)), least, most);
            Assert.InRange(InBase(path, Most(field, description)), least, most);
        }
    }

    [Fact]
    public void Nothing_is_said_to_be_missing_that_is_there()
    {
        var texts = Descriptions(Spec, "spec").ToList();
        Assert.NotEmpty(texts);
        Assert.DoesNotContain(texts, text => NotYet().IsMatch(text.Text));
    }

    /// <summary>A document that a description names is there, and so is every field it names by its path.</summary>
    [Fact]
    public void What_a_description_names_exists()
    {
        var paths = Descriptions(Spec, "").Select(text => text.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, text) in Descriptions(Spec, ""))
        {
            Assert.All(Document().Matches(text), match => Assert.True(File.Exists(Repository.PathOf(match.Value)), $"{path}: {match.Value}"));
            Assert.All(
                FieldPath().Matches(text).Where(match => Spec["properties"]!.AsObject().ContainsKey(match.Groups[1].Value)),
                match => Assert.Contains("." + match.Value, paths));
        }
    }

    private static IEnumerable<OptionTable> Tables(string programs) => programs switch
    {
        "node" => [NodeOptionTable.Table],
        "router" => [RouterOptionTable.Table],
        _ => [NodeOptionTable.Table, RouterOptionTable.Table],
    };

    private static JsonObject Field(string path) =>
        path.Split('.').Aggregate(Spec, (schema, name) => schema["properties"]![name]!.AsObject());

    private static string Least(JsonObject field, string description) =>
        field["minimum"]?.ToString() ?? Range().Match(description).Groups[1].Value;

    private static string Most(JsonObject field, string description) =>
        field["maximum"]?.ToString() ?? Range().Match(description).Groups[2].Value;

    /// <summary>A number of the resource in what options count in: bytes, or milliseconds.</summary>
    private static double InBase(string path, string text) => Amount(text) * (path.EndsWith("Seconds", StringComparison.Ordinal) && !path.EndsWith("Milliseconds", StringComparison.Ordinal) ? 1000 : 1);

    private static (double Least, double Most) RangeOf(string allowed)
    {
        var range = Allowed().Match(allowed);
        return (Amount(range.Groups[1].Value), Amount(range.Groups[2].Value));
    }

    /// <summary>Bytes, milliseconds or pieces.</summary>
    private static double Amount(string text)
    {
        var number = Number().Match(text);
        Assert.True(number.Success, $"'{text}' is no amount");
        return double.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture) * number.Groups[2].Value switch
        {
            "" or "B" or "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            "KiB" or "Ki" => 1L << 10,
            "MiB" or "Mi" => 1L << 20,
            "GiB" or "Gi" => 1L << 30,
            "TiB" or "Ti" => 1L << 40,
            var unit => throw new FormatException(unit),
        };
    }

    private static IEnumerable<(string Path, string Text)> Descriptions(JsonObject schema, string path)
    {
        if (schema["description"] is { } text)
            yield return (path, (string)text!);
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
        {
            foreach (var inner in Descriptions(property!.AsObject(), $"{path}.{name}"))
                yield return inner;
        }
    }

    [GeneratedRegex(@"Default: ([0-9]+[A-Za-z]*)")]
    private static partial Regex Default();

    [GeneratedRegex(@"From ([0-9]+[A-Za-z]*) to ([0-9]+[A-Za-z]*)\.")]
    private static partial Regex Range();

    [GeneratedRegex(@"([0-9]+[A-Za-z]*) to ([0-9]+[A-Za-z]*)$")]
    private static partial Regex Allowed();

    [GeneratedRegex(@"^([0-9]+)([A-Za-z]*)$")]
    private static partial Regex Number();

    [GeneratedRegex(@"not (yet )?(supported|implemented|available)|no effect|\byet\b.*\bversion\b|in a later version|TO[D]O", RegexOptions.IgnoreCase)]
    private static partial Regex NotYet();

    [GeneratedRegex(@"docs/[a-z/-]+\.md")]
    private static partial Regex Document();

    [GeneratedRegex(@"\b(nodes|replication|routing|limits|auth|tls|metrics)\.(?!crt|key)[a-zA-Z.]*[a-zA-Z]")]
    private static partial Regex FieldPath();
}
