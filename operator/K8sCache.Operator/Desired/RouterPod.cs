using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Desired;

/// <summary>A router's pod.</summary>
internal static class RouterPod
{
    /// <summary>Time to answer what is in flight and let clients move on, in seconds.</summary>
    private const long TerminationGraceSeconds = 30;

    /// <summary>Kubernetes 1.35 and later label a pod with its machine's zone; where it does not, the router knows of none.</summary>
    private static V1EnvVar Zone { get; } = PodTemplate.FieldOfPod("K8SCACHE_ZONE", $"metadata.labels['{Labels.Zone}']");

    public static V1PodTemplateSpec Build(DesiredInput input) => PodTemplate.Build(
        input, Labels.RouterComponent, Container(input), input.Spec.Routing.Template, TerminationGraceSeconds);

    private static V1Container Container(DesiredInput input) => new()
    {
        Name = Names.RouterContainer,
        Image = input.Image.Name,
        ImagePullPolicy = input.Image.PullPolicy,
        Command = [Names.RouterProgram],
        Args =
        [
            "--port", $"{Ports.Resp}",
            "--admin-port", $"{Ports.Admin}",
            .. LimitArguments.OfRouter(input.Spec.Limits),
            .. PodTemplate.SharedArguments(input),
        ],
        Env = [.. PodTemplate.Environment(), Zone],
        Ports = [PodTemplate.Port(Names.RespPort, Ports.Resp), PodTemplate.Port(Names.AdminPort, Ports.Admin)],
        Resources = new V1ResourceRequirements
        {
            Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = Quantity.FromBytes(512L << 20).ToModel() },
            Requests = new Dictionary<string, ResourceQuantity>
            {
                ["cpu"] = Quantity.FromMilli(250).ToModel(),
                ["memory"] = Quantity.FromBytes(128L << 20).ToModel(),
            },
        },
    };
}
