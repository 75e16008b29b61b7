using k8s.Models;
using K8sCache.Operator.Api;
using K8sCache.Operator.Api.Pods;

namespace K8sCache.Operator.Desired;

/// <summary>
/// What nodes' and routers' pods share. A change of anything here rolls every pod of every cluster when the operator is
/// upgraded: a test holds the result for a fixture.
/// </summary>
internal static class PodTemplate
{
    private const string TopologyVolume = "topology";
    private const string TopologyFolder = "/etc/k8scache/topology";
    private const string AuthVolume = "auth";
    private const string AuthFolder = "/etc/k8scache/auth";
    private const string PasswordFile = "password";
    private const string IdentityVolume = "identity";
    private const string IdentityFolder = "/etc/k8scache/identity";
    private const string TlsVolume = "tls";
    private const string TlsFolder = "/etc/k8scache/tls";

    public static V1PodTemplateSpec Build(
        DesiredInput input, string component, V1Container container, PodOverrides overrides, long terminationGraceSeconds) => new()
        {
            Metadata = new V1ObjectMeta
            {
                Labels = Maps.Merge(overrides.Labels, Labels.Of(input.Name, component)),
                Annotations = Maps.Merge(overrides.Annotations, ScrapeAnnotations()),
            },
            Spec = new V1PodSpec
            {
                Affinity = overrides.Affinity is { } affinity ? new WrittenAffinity(affinity) : null,
                AutomountServiceAccountToken = false,
                Containers = [Complete(container, input.Spec, overrides)],
                EnableServiceLinks = false,
                ImagePullSecrets = overrides.ImagePullSecrets?.Select(PodOverridesModels.ToModel).ToList(),
                NodeSelector = Maps.Merge(overrides.NodeSelector, null),
                PriorityClassName = overrides.PriorityClassName,
                SecurityContext = PodSecurity.Pod,
                TerminationGracePeriodSeconds = terminationGraceSeconds,
                Tolerations = overrides.Tolerations?.Select(PodOverridesModels.ToModel).ToList(),
                TopologySpreadConstraints = overrides.TopologySpreadConstraints?.Select(PodOverridesModels.ToModel).ToList()
                    ?? PodSpread.Default(input.Name, component),
                Volumes = Volumes(input),
            },
        };

    public static IEnumerable<string> SharedArguments(DesiredInput input)
    {
        var spec = input.Spec;
        yield return "--topology";
        yield return $"{TopologyFolder}/{Names.TopologyKey}";
        yield return "--identity-file";
        yield return $"{IdentityFolder}/{Names.IdentityMember}";
        if (spec.Auth is not null)
        {
            yield return "--password-file";
            yield return $"{AuthFolder}/{PasswordFile}";
        }

        if (spec.Tls is { } tls)
        {
            yield return "--tls-secret-dir";
            yield return TlsFolder;
            yield return "--tls-auth-clients";
            yield return AuthClients(tls.AuthClients);
            yield return "--tls-peer-name";
            yield return $"{Names.Service(input.Name)}.{input.Cluster.Metadata.NamespaceProperty}.svc";
        }
    }

    /// <summary>A pod listens on its own address, which is also the one it announces.</summary>
    public static List<V1EnvVar> Environment() =>
    [
        FieldOfPod("POD_IP", "status.podIP"),
        FieldOfPod("POD_NAME", "metadata.name"),
        new V1EnvVar { Name = "K8SCACHE_BIND", Value = "$(POD_IP)" },
        // kubectl port-forward connects to loopback inside the pod.
        new V1EnvVar { Name = "K8SCACHE_BIND_LOOPBACK", Value = "true" },
        new V1EnvVar { Name = "K8SCACHE_NAME", Value = "$(POD_NAME)" },
        // The root file system is read-only; the runtime's debugger socket would want to be on it.
        new V1EnvVar { Name = "DOTNET_EnableDiagnostics", Value = "0" },
    ];

    public static V1ContainerPort Port(string name, int port) => new() { Name = name, ContainerPort = port, Protocol = "TCP" };

    public static V1EnvVar FieldOfPod(string name, string path) => new()
    {
        Name = name,
        ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { ApiVersion = "v1", FieldPath = path } },
    };

    private static V1Container Complete(V1Container container, CacheClusterSpec spec, PodOverrides overrides) => container with
    {
        Env = WithOverrides(container.Env ?? [], overrides.Env ?? []),
        LivenessProbe = PodProbes.Liveness,
        ReadinessProbe = PodProbes.Readiness,
        Resources = PodResources.Merge(container.Resources, overrides.Resources),
        SecurityContext = PodSecurity.Container,
        StartupProbe = PodProbes.Startup,
        VolumeMounts = [.. Mounts(spec)],
    };

    // Ours first, for theirs may refer to them.
    private static List<V1EnvVar> WithOverrides(IEnumerable<V1EnvVar> ours, IReadOnlyList<EnvVar> theirs) =>
        [.. ours, .. theirs.Where(variable => ours.All(own => own.Name != variable.Name)).Select(PodOverridesModels.ToModel)];

    private static IEnumerable<V1VolumeMount> Mounts(CacheClusterSpec spec)
    {
        yield return new V1VolumeMount { Name = TopologyVolume, MountPath = TopologyFolder, ReadOnlyProperty = true };
        yield return new V1VolumeMount { Name = IdentityVolume, MountPath = IdentityFolder, ReadOnlyProperty = true };
        if (spec.Auth is not null)
            yield return new V1VolumeMount { Name = AuthVolume, MountPath = AuthFolder, ReadOnlyProperty = true };
        if (spec.Tls is not null)
            yield return new V1VolumeMount { Name = TlsVolume, MountPath = TlsFolder, ReadOnlyProperty = true };
    }

    /// <summary>The topology is optional: it can only be planned once pods run.</summary>
    private static List<V1Volume> Volumes(DesiredInput input)
    {
        var volumes = new List<V1Volume>
        {
            new()
            {
                Name = TopologyVolume,
                ConfigMap = new V1ConfigMapVolumeSource { Name = Names.Topology(input.Name), Optional = true },
            },
            new() { Name = IdentityVolume, Secret = new V1SecretVolumeSource { SecretName = Names.Identity(input.Name) } },
        };
        if (input.Spec.Auth is { } auth)
        {
            volumes.Add(new V1Volume
            {
                Name = AuthVolume,
                Secret = new V1SecretVolumeSource
                {
                    SecretName = auth.SecretName,
                    Items = [new V1KeyToPath { Key = auth.SecretKey, Path = PasswordFile }],
                },
            });
        }

        // Whole: whether it has a ca.crt only the pods find out.
        if (input.Spec.Tls is { } tls)
            volumes.Add(new V1Volume { Name = TlsVolume, Secret = new V1SecretVolumeSource { SecretName = tls.SecretName } });
        return volumes;
    }

    /// <summary>As the programs' option has it, in Redis' words.</summary>
    private static string AuthClients(TlsClientAuthentication clients) => clients switch
    {
        TlsClientAuthentication.None => "No",
        TlsClientAuthentication.Optional => "Optional",
        TlsClientAuthentication.Required => "Yes",
    };

    private static Dictionary<string, string> ScrapeAnnotations() => new()
    {
        ["prometheus.io/scrape"] = "true",
        ["prometheus.io/port"] = $"{Ports.Admin}",
        ["prometheus.io/path"] = "/metrics",
    };
}
