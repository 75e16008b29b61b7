using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Operator.Desired;

/// <summary>A cache server's pod.</summary>
internal static class NodePod
{
    /// <summary>Time to hand over and answer what is in flight, in seconds.</summary>
    private const long TerminationGraceSeconds = 60;

    public static V1PodTemplateSpec Build(DesiredInput input) => PodTemplate.Build(
        input, Labels.NodeComponent, Container(input), input.Spec.Nodes.Template, TerminationGraceSeconds);

    private static V1Container Container(DesiredInput input)
    {
        var memoryBytes = input.Spec.Nodes.Memory.ToInt64();
        var limit = NodeMemory.PodLimit(memoryBytes, input.Spec.Tls is not null).ToModel();
        return new V1Container
        {
            Name = Names.NodeContainer,
            Image = input.Image.Name,
            ImagePullPolicy = input.Image.PullPolicy,
            Command = [Names.NodeProgram],
            Args =
            [
                "--port", $"{Ports.Resp}",
                "--peer-port", $"{Ports.Peer}",
                "--admin-port", $"{Ports.Admin}",
                "--memory", $"{memoryBytes}",
                "--eviction", input.Spec.Nodes.Eviction.ToString(),
                .. LimitArguments.Of(input.Spec.Limits),
                .. PodTemplate.SharedArguments(input),
            ],
            Env = PodTemplate.Environment(),
            Ports =
            [
                PodTemplate.Port(Names.RespPort, Ports.Resp),
                PodTemplate.Port(Names.PeerPort, Ports.Peer),
                PodTemplate.Port(Names.AdminPort, Ports.Admin),
            ],
            Resources = new V1ResourceRequirements
            {
                Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = limit },
                Requests = new Dictionary<string, ResourceQuantity>
                {
                    ["cpu"] = Quantity.FromMilli(250).ToModel(),
                    ["memory"] = limit,
                },
            },
        };
    }
}
