using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Builtins;

namespace K8sCache.LocalCluster.Auth;

/// <summary>
/// Nobody may write a role with more rights than they have, nor bind one, unless granted the verbs escalate or bind
/// (Kubernetes documentation, privilege escalation prevention).
/// </summary>
internal sealed class EscalationCheck(RbacAuthorizer authorizer, RoleGrants grants)
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <exception cref="ApiException">403.</exception>
    public void Check(AdmissionContext context)
    {
        if (context.Resource.Group != Group || context.Object is not { } json || RbacAuthorizer.IsMaster(context.User)) return;
        var name = JsonEdit.Text(json, "metadata.name");
        var ns = context.Namespace;
        var (verb, granted) = context.Resource.Kind switch
        {
            "Role" or "ClusterRole" => ("escalate", PolicyRule.ParseAll(json)),
            _ => ("bind", RulesOfBound(json, ns)),
        };
        var request = new AccessRequest { Verb = verb, Group = Group, Plural = context.Resource.Plural, Namespace = ns };
        if (authorizer.Decide(context.User, request).Allowed) return;
        var held = authorizer.RulesOf(context.User, ns).ToList();
        var missing = granted.SelectMany(Split).Where(part => !held.Any(rule => rule.Allows(part))).ToList();
        if (missing.Count == 0) return;
        throw Errors.Forbidden(
            context.Resource.Resource,
            name,
            $"user {FieldErrors.Quote(context.User.Name)} (groups=[{string.Join(' ', context.User.Groups.Select(FieldErrors.Quote))}]) " +
            $"is attempting to grant RBAC permissions not currently held:\n{string.Join('\n', Describe(missing))}");
    }

    private IReadOnlyList<PolicyRule> RulesOfBound(JsonObject binding, string ns) =>
        grants.RulesOf(JsonEdit.Text(binding, "roleRef.kind"), ns, JsonEdit.Text(binding, "roleRef.name"));

    /// <summary>A rule as single requests; a wildcard stays one, which only a wildcard allows.</summary>
    private static IEnumerable<AccessRequest> Split(PolicyRule rule)
    {
        foreach (var verb in rule.Verbs)
        {
            foreach (var path in rule.NonResourceUrls) yield return new AccessRequest { Verb = verb, Path = path };
            foreach (var group in rule.ApiGroups)
            {
                foreach (var resource in rule.Resources)
                {
                    var parts = resource.Split('/', 2);
                    var request = new AccessRequest
                    {
                        Verb = verb,
                        Group = group,
                        Plural = parts[0],
                        Subresource = parts.Length > 1 ? parts[1] : "",
                    };
                    if (rule.ResourceNames.Count == 0) yield return request;
                    foreach (var name in rule.ResourceNames) yield return request with { Name = name };
                }
            }
        }
    }

    /// <summary>What is missing, verbs of one resource together, in the API server's notation.</summary>
    private static IEnumerable<string> Describe(IEnumerable<AccessRequest> missing) => missing
        .GroupBy(request => (request.Group, request.QualifiedPlural, request.Name, request.Path))
        .OrderBy(group => group.Key.Group, StringComparer.Ordinal)
        .ThenBy(group => group.Key.QualifiedPlural, StringComparer.Ordinal)
        .Select(group =>
        {
            var verbs = string.Join(' ', group.Select(request => FieldErrors.Quote(request.Verb)));
            if (group.Key.Path.Length > 0) return $"{{NonResourceURLs:[{FieldErrors.Quote(group.Key.Path)}], Verbs:[{verbs}]}}";
            var names = group.Key.Name.Length == 0 ? "" : $", ResourceNames:[{FieldErrors.Quote(group.Key.Name)}]";
            return $"{{APIGroups:[{FieldErrors.Quote(group.Key.Group)}], Resources:[{FieldErrors.Quote(group.Key.QualifiedPlural)}]{names}, Verbs:[{verbs}]}}";
        });
}
