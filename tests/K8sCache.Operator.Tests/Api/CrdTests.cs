using System.Text.Json.Nodes;
using K8sCache.Kubernetes.Crd;
using K8sCache.Kubernetes.Yaml;
using K8sCache.Operator.Api;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Operator.Tests.Nonsense;
using K8sCache.Operator.Tests.OpenApi;
using K8sCache.Operator.Tests.Support;

namespace K8sCache.Operator.Tests.Api;

public sealed class CrdTests
{
    private static readonly JsonObject Generated = CrdGenerator.Generate(typeof(CacheCluster), OperatorTypes.Json.Options);

    [Fact]
    public void The_checked_in_definition_is_generated_from_the_api_types() =>
        Golden.Check(Repository.PathOf("crds", "cacheclusters.k8scache.io.yaml"), KubernetesYaml.Write(Generated));

    /// <summary>A chart can only hold files of its own folder.</summary>
    [Fact]
    public void The_chart_carries_the_same_definition() => Golden.Check(
        Repository.PathOf("charts", "k8scache", "files", "cacheclusters.k8scache.io.yaml"), KubernetesYaml.Write(Generated));

    [Fact]
    public void Its_text_reads_back_as_what_was_generated() =>
        Assert.Equal(Generated.ToJsonString(), KubernetesYaml.Parse(KubernetesYaml.Write(Generated)).ToJsonString());

    [Fact]
    public void Kubernetes_knows_every_field_of_it() =>
        Assert.Empty(KubernetesSchemas.Validator.Validate(Generated));

    [Fact]
    public void Its_schema_is_structural() => Assert.Empty(StructuralSchema.Faults(RootSchema));

    [Fact]
    public void Every_field_of_the_spec_is_optional_and_says_what_it_is_for()
    {
        var spec = RootSchema["properties"]!["spec"]!.AsObject();
        Assert.Null(spec["required"]);
        Assert.All(spec["properties"]!.AsObject(), field => Assert.NotNull(field.Value!["description"]));
    }

    [Fact]
    public void The_defaults_of_the_schema_are_those_of_the_types()
    {
        var spec = RootSchema["properties"]!["spec"]!["properties"]!;
        Assert.Equal(3, (int)spec["nodes"]!["properties"]!["replicas"]!["default"]!);
        Assert.Equal("1Gi", (string)spec["nodes"]!["properties"]!["memory"]!["default"]!);
        Assert.Equal("Hash", (string)spec["routing"]!["properties"]!["scheduler"]!["default"]!);
    }

    [Fact]
    public void What_a_resource_leaves_out_has_the_defaults_of_the_types() => Assert.Equal(
        OperatorTypes.Json.Serialize(new CacheClusterSpec()),
        OperatorTypes.Json.Serialize(OperatorTypes.Json.Deserialize<CacheCluster>(
            """
            {"spec":{"nodes":{"template":{}},"replication":{},"limits":{},"metrics":{"serviceMonitor":{}},
            "routing":{"hedging":{},"hotKeys":{},"nearCache":{},"service":{},"template":{}}}}
            """).Spec));

    [Fact]
    public void Every_name_that_the_schema_takes_can_be_read()
    {
        foreach (var known in NonsenseSpecs.Fields.Where(known => known.Schema["enum"] is not null))
        {
            Assert.All(
                known.Schema["enum"]!.AsArray(),
                name => Assert.Null(OperatorWorld.ReadSpec(NonsenseSpecs.With(known, name!.ToJsonString())).Unreadable));
        }
    }

    /// <summary>YAML 1.1 has more booleans than one thinks; kubectl's reader is of it.</summary>
    [Fact]
    public void Every_name_that_is_written_is_a_text_to_every_reader_of_yaml()
    {
        string[] booleans = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"];
        string[] former = ["spec.tls.authClients"];
        foreach (var known in NonsenseSpecs.Fields.Where(known => known.Schema["enum"] is not null))
        {
            var names = known.Schema["enum"]!.AsArray().Select(name => (string)name!).ToList();
            Assert.All(former.Contains(known.Name) ? names.Except(["Yes", "No"]) : names, name => Assert.DoesNotContain(name.ToLowerInvariant(), booleans));
            Assert.All((string?)known.Schema["default"] is { } value ? [value] : (string[])[], value => Assert.DoesNotContain(value.ToLowerInvariant(), booleans));
        }
    }

    [Fact]
    public void Former_names_are_read_and_written_no_more()
    {
        var (no, yes) = (OperatorWorld.ReadSpec("""{"tls":{"secretName":"a","authClients":"No"}}"""), OperatorWorld.ReadSpec("""{"tls":{"secretName":"a","authClients":"Yes"}}"""));
        Assert.Equal((TlsClientAuthentication.None, TlsClientAuthentication.Required), (no.Tls!.AuthClients, yes.Tls!.AuthClients));
        Assert.Contains("\"authClients\":\"Required\"", OperatorTypes.Json.Serialize(yes), StringComparison.Ordinal);
    }

    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Repository.PathOf("crds", "examples"), "*.yaml").Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_uses_known_fields_only(string file)
    {
        var example = KubernetesYaml.Parse(File.ReadAllText(Repository.PathOf("crds", "examples", file)));
        var cluster = OperatorTypes.Json.Deserialize<CacheCluster>(example);
        Assert.Equal(CacheCluster.ApiGroup + "/v1alpha1", cluster.ApiVersion);
        Assert.Empty(StructuralSchema.UnknownFields(example["spec"]!, RootSchema["properties"]!["spec"]!.AsObject(), "spec"));
    }

    private static JsonObject RootSchema =>
        Generated["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();
}
