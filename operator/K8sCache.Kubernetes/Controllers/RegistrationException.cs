namespace K8sCache.Kubernetes.Controllers;

/// <summary>Registrations are wrong; the message lists every problem.</summary>
public sealed class RegistrationException(IReadOnlyList<string> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
