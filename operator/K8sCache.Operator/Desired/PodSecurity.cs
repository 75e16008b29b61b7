using k8s.Models;

namespace K8sCache.Operator.Desired;

/// <summary>As little as a process needs: Kubernetes' pod security standard "restricted", and a read-only root.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted</remarks>
internal static class PodSecurity
{
    /// <summary>The user the images are built for.</summary>
    private const long UserId = 65532;

    public static V1PodSecurityContext Pod { get; } = new()
    {
        FsGroup = UserId,
        RunAsGroup = UserId,
        RunAsNonRoot = true,
        RunAsUser = UserId,
        SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
    };

    public static V1SecurityContext Container { get; } = new()
    {
        AllowPrivilegeEscalation = false,
        Capabilities = new V1Capabilities { Drop = ["ALL"] },
        ReadOnlyRootFilesystem = true,
        RunAsNonRoot = true,
    };
}
