using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;

namespace K8sCache.LocalCluster.Auth;

/// <summary>Role-based access control; members of system:masters may do everything.</summary>
internal sealed class RbacAuthorizer(RoleGrants grants) : IAuthorizer
{
    private const string Masters = "system:masters";

    public static bool IsMaster(UserInfo user) => user.Groups.Contains(Masters);

    public bool Allows(UserInfo user, RequestInfo request) => Decide(user, AccessRequest.Of(request)).Allowed;

    /// <summary>The decision, and the binding it rests on in the authorizer's words (empty for masters and refusals).</summary>
    public (bool Allowed, string Reason) Decide(UserInfo user, AccessRequest request)
    {
        if (IsMaster(user)) return (true, "");
        foreach (var (grant, subject) in grants.Of(user, request.Namespace))
            if (grant.Rules.Any(rule => rule.Allows(request))) return (true, grant.Reason(subject));
        return (false, "");
    }

    /// <summary>All rules a user has in a namespace.</summary>
    public IEnumerable<PolicyRule> RulesOf(UserInfo user, string ns) => IsMaster(user)
        ? [new PolicyRule(["*"], ["*"], ["*"], [], []), new PolicyRule(["*"], [], [], [], ["*"])]
        : grants.Of(user, ns).SelectMany(entry => entry.Grant.Rules);

    public string Refusal(UserInfo user, RequestInfo request)
    {
        var who = FieldErrors.Quote(user.Name);
        if (!request.IsResource) return $"User {who} cannot {request.Verb} path {FieldErrors.Quote(request.Path)}";
        var plural = request.Subresource.Length == 0 ? request.Plural : $"{request.Plural}/{request.Subresource}";
        var where = request.Namespace.Length == 0
            ? "at the cluster scope"
            : $"in the namespace {FieldErrors.Quote(request.Namespace)}";
        return $"User {who} cannot {request.Verb} resource {FieldErrors.Quote(plural)} in API group {FieldErrors.Quote(request.Group)} {where}";
    }
}
