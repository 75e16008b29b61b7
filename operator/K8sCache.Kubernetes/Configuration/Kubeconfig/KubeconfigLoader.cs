using k8s;
using k8s.KubeConfigModels;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

/// <summary>Reads kubeconfig files and merges several as kubectl does: the first file to say something wins.</summary>
/// <remarks>
/// The package reads a file. It does not know <c>proxy-url</c> and <c>tokenFile</c>, and when it merges takes the paths of
/// all files to be relative to the first: those are done here.
/// </remarks>
internal static class KubeconfigLoader
{
    /// <exception cref="KubernetesConfigurationException">A file can't be read or understood.</exception>
    public static LoadedKubeconfig LoadFile(string path)
    {
        try
        {
            return Load(File.ReadAllBytes(path), Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or YamlException)
        {
            throw new KubernetesConfigurationException($"Can't use the kubeconfig {path}: {error.Message}", error);
        }
    }

    /// <param name="paths">A list of files as <c>KUBECONFIG</c> holds it; those that don't exist are left out.</param>
    /// <exception cref="KubernetesConfigurationException">None exists, or one can't be understood.</exception>
    public static LoadedKubeconfig LoadList(string paths)
    {
        var files = paths
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(File.Exists)
            .Select(LoadFile)
            .ToArray();
        return files.Length > 0
            ? files.Aggregate(Merge)
            : throw new KubernetesConfigurationException($"KUBECONFIG names no file that exists: {paths}");
    }

    private static LoadedKubeconfig Load(byte[] content, string directory)
    {
        var file = KubernetesClientConfiguration.LoadKubeConfig(new MemoryStream(content)) ?? new K8SConfiguration();
        foreach (var cluster in file.Clusters ?? [])
        {
            if (cluster.ClusterEndpoint is { } endpoint)
                endpoint.CertificateAuthority = Resolve(endpoint.CertificateAuthority);
        }
        foreach (var user in file.Users ?? [])
        {
            if (user.UserCredentials is not { } credentials)
                continue;
            credentials.ClientCertificate = Resolve(credentials.ClientCertificate);
            credentials.ClientKey = Resolve(credentials.ClientKey);
        }
        var text = new YamlStream();
        text.Load(new StreamReader(new MemoryStream(content)));
        return new LoadedKubeconfig
        {
            CurrentContext = file.CurrentContext,
            Contexts = file.Contexts ?? [],
            Clusters = file.Clusters ?? [],
            Users = file.Users ?? [],
            ProxyUrls = Members(text, "clusters", "cluster", "proxy-url"),
            TokenFiles = Members(text, "users", "user", "tokenFile").ToDictionary(user => user.Key, user => Resolve(user.Value)!),
        };

        string? Resolve(string? path) => string.IsNullOrEmpty(path) ? null : Path.Combine(directory, path);
    }

    private static LoadedKubeconfig Merge(LoadedKubeconfig first, LoadedKubeconfig second) => new()
    {
        CurrentContext = string.IsNullOrEmpty(first.CurrentContext) ? second.CurrentContext : first.CurrentContext,
        Contexts = Merge(first.Contexts, second.Contexts, entry => entry.Name),
        Clusters = Merge(first.Clusters, second.Clusters, entry => entry.Name),
        Users = Merge(first.Users, second.Users, entry => entry.Name),
        ProxyUrls = Merge(first.ProxyUrls, second.ProxyUrls, first.Clusters.Select(entry => entry.Name)),
        TokenFiles = Merge(first.TokenFiles, second.TokenFiles, first.Users.Select(entry => entry.Name)),
    };

    private static T[] Merge<T>(IReadOnlyList<T> first, IReadOnlyList<T> second, Func<T, string> name) =>
        [.. first.Concat(second).DistinctBy(name, StringComparer.Ordinal)];

    /// <summary>An entry comes from one file whole: what the first says of it leaves no gap for the second to fill.</summary>
    private static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> first, IReadOnlyDictionary<string, string> second, IEnumerable<string> firstHas) =>
        new(first.Concat(second.Where(entry => !firstHas.Contains(entry.Key))), StringComparer.Ordinal);

    /// <summary>Of a list of named entries, the text of one member of each that has it.</summary>
    private static Dictionary<string, string> Members(YamlStream text, string list, string entry, string member)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text.Documents.FirstOrDefault()?.RootNode is not YamlMappingNode root || Child(root, list) is not YamlSequenceNode entries)
            return found;
        foreach (var item in entries.Children.OfType<YamlMappingNode>())
        {
            if (Child(item, "name") is YamlScalarNode { Value: { } name } && Child(item, entry) is YamlMappingNode inner
                && Child(inner, member) is YamlScalarNode { Value.Length: > 0 } value)
                found.TryAdd(name, value.Value);
        }
        return found;
    }

    private static YamlNode? Child(YamlMappingNode parent, string name) =>
        parent.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;
}
