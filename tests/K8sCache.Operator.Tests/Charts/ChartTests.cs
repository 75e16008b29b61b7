using System.Text.Json.Nodes;
using K8sCache.Kubernetes.Controllers;
using K8sCache.Kubernetes.Yaml;
using K8sCache.Operator.Control;
using K8sCache.Operator.Hosting;
using K8sCache.Operator.Tests.OpenApi;

namespace K8sCache.Operator.Tests.Charts;

public sealed class ChartTests
{
    [Fact]
    public async Task Helm_finds_no_fault_with_it()
    {
        var (exitCode, output, error) = await Helm.RunAsync("lint", "--strict", Helm.Chart);
        Assert.True(exitCode == 0, output + error);
    }

    [Theory]
    [InlineData]
    [InlineData("replicaCount=2")]
    [InlineData("watchNamespace=caches")]
    [InlineData("crds.install=false", "rbac.create=false", "serviceAccount.create=false")]
    [InlineData("image.tag=1.2.3", "nodeImage.repository=registry.example/k8scache-node", "imagePullSecrets[0].name=registry")]
    [InlineData("podAnnotations.a=b", "podLabels.c=d", "nodeSelector.e=f", "priorityClassName=high", "serviceAccount.annotations.g=h")]
    public async Task Kubernetes_knows_every_field_of_every_rendered_object(params string[] values)
    {
        var objects = await RenderAsync(values);
        Assert.NotEmpty(objects);
        Assert.All(objects, obj => Assert.Empty(KubernetesSchemas.Validator.Validate(obj)));
    }

    [Fact]
    public async Task The_definition_is_kept_when_the_chart_is_uninstalled()
    {
        var crd = Assert.Single(await RenderAsync(), obj => (string?)obj["kind"] == "CustomResourceDefinition");
        Assert.Equal("keep", (string?)crd["metadata"]!["annotations"]!["helm.sh/resource-policy"]);
    }

    /// <summary>As teams do that each have their operator: the definition alone is shared, and left to one of them.</summary>
    [Theory]
    [InlineData("team-a", "team-b", "")]
    [InlineData("team-a", "team-b", "watchNamespace=caches")]
    public async Task Releases_of_one_name_in_two_namespaces_have_nothing_in_common(string first, string second, string values)
    {
        string[] more = values.Length > 0 ? ["crds.install=false", values] : ["crds.install=false"];
        var names = (await RenderAsync(first, more)).Select(Identity).ToHashSet();
        Assert.NotEmpty(names);
        Assert.DoesNotContain((await RenderAsync(second, more)).Select(Identity), names.Contains);
    }

    [Fact]
    public async Task Names_without_a_namespace_are_of_one_release_only()
    {
        var one = (await RenderAsync("b-c", ["crds.install=false"], "a")).Select(Identity).ToHashSet();
        Assert.DoesNotContain((await RenderAsync("c", ["crds.install=false"], "a-b")).Select(Identity), one.Contains);
    }

    [Fact]
    public async Task The_roles_allow_what_the_operator_declares_and_nothing_more()
    {
        var declared = RbacCollector.Collect([typeof(CacheClusterController), typeof(OperatorServer)])
            .SelectMany(rule => rule.Verbs.Split(',').Select(verb => $"{verb} {rule.ApiGroup}/{rule.Resource}"));
        Assert.Equal(declared.Order(StringComparer.Ordinal), Allowed(await RenderAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(
            declared.Order(StringComparer.Ordinal), Allowed(await RenderAsync("watchNamespace=caches")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("k8scache-operator", "k8scache-node")]
    [InlineData("registry.example/team/k8scache-operator", "registry.example/team/k8scache-node", "image.registry=registry.example/team/")]
    [InlineData("registry.example:5000/k8scache-operator", "other.example/k8scache-node", "image.registry=registry.example:5000", "nodeImage.registry=other.example")]
    public async Task One_registry_goes_for_both_images_unless_nodes_have_their_own(string operatorImage, string nodeImage, params string[] values)
    {
        var deployment = Assert.Single(await RenderAsync(values), obj => (string?)obj["kind"] == "Deployment");
        var container = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!;
        var node = container["env"]!.AsArray().Single(variable => (string?)variable!["name"] == "K8SCACHE_NODE_IMAGE")!["value"];
        Assert.Equal([operatorImage, nodeImage], (string[])[Untagged(container["image"]), Untagged(node)]);
    }

    [Fact]
    public async Task Every_option_it_sets_exists()
    {
        var deployment = Assert.Single(await RenderAsync("watchNamespace=caches"), obj => (string?)obj["kind"] == "Deployment");
        var container = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!;
        var arguments = container["args"]!.AsArray().Select(argument => (string)argument!).ToArray();
        var parsed = new OperatorOptionTable().Table.Parse(arguments, name => container["env"]!.AsArray()
            .Where(variable => (string?)variable!["name"] == name)
            // The address is only known once the pod runs.
            .Select(variable => ((string?)variable!["value"])?.Replace("$(POD_IP)", "10.0.0.1", StringComparison.Ordinal))
            .FirstOrDefault());
        Assert.Empty(parsed.Errors);
        var known = new OperatorOptionTable().Table.Options.Select(option => option.EnvironmentName).ToHashSet();
        Assert.All(
            container["env"]!.AsArray().Select(variable => (string)variable!["name"]!).Where(name => name.StartsWith("K8SCACHE_", StringComparison.Ordinal)),
            name => Assert.Contains(name, known));
    }

    [Theory]
    [InlineData("replicaCount=2,leaderElection=false", "leaderElection")]
    [InlineData("logLevel=Loud", "logLevel")]
    [InlineData("nosuch=1", "nosuch")]
    public async Task Values_that_make_no_sense_are_refused_by_name(string values, string named)
    {
        var (exitCode, _, error) = await Helm.RunAsync("template", "k8scache", Helm.Chart, "--set", values);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    private static string Identity(JsonNode obj) => $"{obj["kind"]} {obj["metadata"]!["namespace"]}/{obj["metadata"]!["name"]}";

    private static Task<IReadOnlyList<JsonNode>> RenderAsync(params string[] values) => RenderAsync("k8scache-system", values);

    private static async Task<IReadOnlyList<JsonNode>> RenderAsync(string namespaceName, string[] values, string release = "k8scache")
    {
        var (exitCode, output, error) = await Helm.RunAsync(
            ["template", release, Helm.Chart, "--namespace", namespaceName, .. values.SelectMany(value => (string[])["--set", value])]);
        Assert.True(exitCode == 0, error);
        return KubernetesYaml.ParseAll(output);
    }

    private static string Untagged(JsonNode? image) => ((string)image!)[..((string)image!).LastIndexOf(':')];

    private static IEnumerable<string> Allowed(IReadOnlyList<JsonNode> objects) => (
        from role in objects
        where (string?)role["kind"] is "Role" or "ClusterRole"
        from rule in role["rules"]!.AsArray()
        from apiGroup in rule!["apiGroups"]!.AsArray()
        from resource in rule["resources"]!.AsArray()
        from verb in rule["verbs"]!.AsArray()
        select $"{verb} {apiGroup}/{resource}").Distinct();
}
