using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Builtins;

namespace K8sCache.LocalCluster.Auth;

/// <summary>
/// All bindings with their roles' rules, read from the API when first needed after a change. A write that is just
/// being committed may miss one reading; <see cref="Invalidate"/> comes after it, so the next one sees it.
/// </summary>
internal sealed class RoleGrants(Func<IClusterApi> api)
{
    private IReadOnlyList<RoleGrant>? _grants;

    public void Invalidate() => Volatile.Write(ref _grants, null);

    public IEnumerable<(RoleGrant Grant, RoleSubject Subject)> Of(UserInfo user, string ns)
    {
        foreach (var grant in All())
        {
            if (grant.Namespace.Length > 0 && grant.Namespace != ns) continue;
            if (grant.SubjectOf(user) is { } subject) yield return (grant, subject);
        }
    }

    /// <summary>The rules of a role, none when it does not exist.</summary>
    public IReadOnlyList<PolicyRule> RulesOf(string kind, string ns, string name)
    {
        var role = kind == "ClusterRole"
            ? api().Find(KnownResources.ClusterRoles, null, name)
            : api().Find(KnownResources.Roles, ns, name);
        return role is null ? [] : PolicyRule.ParseAll(role);
    }

    private IReadOnlyList<RoleGrant> All()
    {
        if (Volatile.Read(ref _grants) is { } known) return known;
        IReadOnlyList<RoleGrant> grants =
        [
            .. api().List(KnownResources.ClusterRoleBindings).Items.Select(Read),
            .. api().List(KnownResources.RoleBindings).Items.Select(Read),
        ];
        Volatile.Write(ref _grants, grants);
        return grants;
    }

    private RoleGrant Read(JsonObject binding)
    {
        var ns = JsonEdit.Text(binding, "metadata.namespace");
        var kind = JsonEdit.Text(binding, "roleRef.kind");
        var role = JsonEdit.Text(binding, "roleRef.name");
        return new RoleGrant(
            ns,
            JsonEdit.Text(binding, "metadata.name"),
            kind,
            role,
            [.. JsonEdit.Objects(binding, "subjects").Select(subject => RoleSubject.Parse(subject, ns))],
            RulesOf(kind, ns, role));
    }
}
