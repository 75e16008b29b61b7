using K8sCache.Kubernetes.Crd;

namespace K8sCache.Operator.Api;

/// <summary>Where the password that clients must send is kept.</summary>
public sealed record AuthSpec
{
    [Description("Secret in the same namespace that holds the password.")]
    [Length(1, 253)]
    public required string SecretName { get; init; }

    [Description("Member of the Secret that is the password.")]
    [Length(1, 253)]
    [Pattern("^[-._a-zA-Z0-9]+$")]
    public string SecretKey { get; set; } = "password";
}
