using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Auth;

/// <summary>A binding taken together with the rules of its role.</summary>
/// <param name="Namespace">Where it holds; empty for a ClusterRoleBinding, which holds everywhere.</param>
/// <param name="Name">Of the binding.</param>
/// <param name="RoleKind">Role or ClusterRole.</param>
/// <param name="RoleName">Of the role.</param>
/// <param name="Subjects">Whom it is for.</param>
/// <param name="Rules">What they may do.</param>
internal sealed record RoleGrant(
    string Namespace, string Name, string RoleKind, string RoleName, IReadOnlyList<RoleSubject> Subjects, IReadOnlyList<PolicyRule> Rules)
{
    public RoleSubject? SubjectOf(UserInfo user) => Subjects.FirstOrDefault(subject => subject.Is(user));

    /// <summary>As the authorizer explains itself in access reviews.</summary>
    public string Reason(RoleSubject subject)
    {
        var binding = Namespace.Length == 0 ? $"ClusterRoleBinding \"{Name}\"" : $"RoleBinding \"{Name}/{Namespace}\"";
        return $"RBAC: allowed by {binding} of {RoleKind} \"{RoleName}\" to {subject}";
    }
}
