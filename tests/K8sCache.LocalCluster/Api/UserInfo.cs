namespace K8sCache.LocalCluster.Api;

/// <summary>Who makes a request: an authenticated user, or the in-process controllers.</summary>
public sealed record UserInfo(string Name, IReadOnlyList<string> Groups)
{
    public string Uid { get; init; } = "";

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Controllers and the kubelet: they share the process and are not authorised further.</summary>
    public static UserInfo System(string component) => new($"system:{component}", ["system:masters", "system:authenticated"]);

    public static UserInfo Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);
}
