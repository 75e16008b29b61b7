using System.Text.Json.Nodes;

namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>One CacheCluster as its user sees it.</summary>
internal sealed class Cache(CacheNamespace ns, string name)
{
    public string Name { get; } = name;

    public CacheNamespace Namespace { get; } = ns;

    public async Task<JsonNode> GetAsync() => await Namespace.GetAsync($"cachecluster {Name}");

    /// <summary>Host and port clients connect to: the Service where its address is this machine's, else a tunnel to it.</summary>
    public async Task<(string Host, int Port)> EndpointAsync()
    {
        if (!Namespace.Cluster.IsLocal)
        {
            return ("127.0.0.1", await Namespace.ForwardAsync($"service/{Name}"));
        }
        var endpoint = (string)(await GetAsync())["status"]!["endpoint"]!;
        var colon = endpoint.LastIndexOf(':');
        return (endpoint[..colon].Trim('[', ']'), int.Parse(endpoint.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture));
    }

    public async Task<string> CliAsync(string args, string? input = null)
    {
        var (host, port) = await EndpointAsync();
        return (await Shell.RunAsync(Workspace.Tool("redis-cli"), ["-h", host, "-p", $"{port}", .. CommandLine.Split(args)], input)).Text;
    }

    /// <summary>The pods of a component: <c>node</c> or <c>router</c>.</summary>
    public async Task<IReadOnlyList<JsonNode>> PodsAsync(string component)
        => [.. (await Namespace.GetAsync(
            $"pods -l app.kubernetes.io/instance={Name},app.kubernetes.io/component={component}"))["items"]!.AsArray().Select(item => item!)];

    /// <summary>A condition's status (<c>True</c>, <c>False</c>, <c>Unknown</c>) and reason, or null where it is not set.</summary>
    public async Task<(string Status, string Reason, string Message)?> ConditionAsync(string type)
    {
        var conditions = (await GetAsync())["status"]?["conditions"]?.AsArray();
        var condition = conditions?.FirstOrDefault(c => (string)c!["type"]! == type);
        return condition is null ? null : ((string)condition["status"]!, (string)condition["reason"]!, (string?)condition["message"] ?? "");
    }
}
