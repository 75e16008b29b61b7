using System.Text.Json;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Yaml;

namespace K8sCache.Kubernetes.Configuration.Kubeconfig;

/// <summary>Reads kubeconfig files and merges several as kubectl does: the first file to say something wins.</summary>
internal static class KubeconfigLoader
{
    /// <exception cref="KubernetesConfigurationException">A file can't be read or understood.</exception>
    public static KubeconfigFile LoadFile(string path)
    {
        try
        {
            var file = KubernetesJson.Deserialize<KubeconfigFile>(KubernetesYaml.Parse(File.ReadAllText(path)));
            return ResolvePaths(file, Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or JsonException or FormatException
                or YamlDotNet.Core.YamlException)
        {
            throw new KubernetesConfigurationException($"Can't use the kubeconfig {path}: {error.Message}", error);
        }
    }

    /// <param name="paths">A list of files as <c>KUBECONFIG</c> holds it; those that don't exist are left out.</param>
    /// <exception cref="KubernetesConfigurationException">None exists, or one can't be understood.</exception>
    public static KubeconfigFile LoadList(string paths)
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

    internal static KubeconfigFile Merge(KubeconfigFile first, KubeconfigFile second) => new()
    {
        CurrentContext = string.IsNullOrEmpty(first.CurrentContext) ? second.CurrentContext : first.CurrentContext,
        Clusters = Merge(first.Clusters, second.Clusters, entry => entry.Name),
        Users = Merge(first.Users, second.Users, entry => entry.Name),
        Contexts = Merge(first.Contexts, second.Contexts, entry => entry.Name),
    };

    private static T[] Merge<T>(IReadOnlyList<T>? first, IReadOnlyList<T>? second, Func<T, string> name) =>
        [.. (first ?? []).Concat(second ?? []).DistinctBy(name, StringComparer.Ordinal)];

    /// <summary>Paths in a kubeconfig are relative to it; after merging nobody would know to which.</summary>
    private static KubeconfigFile ResolvePaths(KubeconfigFile file, string directory)
    {
        string? Resolve(string? path) => string.IsNullOrEmpty(path) ? null : Path.Combine(directory, path);

        return file with
        {
            Clusters = [.. (file.Clusters ?? []).Select(entry => entry with
            {
                Cluster = entry.Cluster is null
                    ? null
                    : entry.Cluster with { CertificateAuthority = Resolve(entry.Cluster.CertificateAuthority) },
            })],
            Users = [.. (file.Users ?? []).Select(entry => entry with
            {
                User = entry.User is null
                    ? null
                    : entry.User with
                    {
                        ClientCertificate = Resolve(entry.User.ClientCertificate),
                        ClientKey = Resolve(entry.User.ClientKey),
                        TokenFile = Resolve(entry.User.TokenFile),
                    },
            })],
        };
    }
}
