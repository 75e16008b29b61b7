namespace K8sCache.LocalCluster.Api.Hooks;

/// <summary>Decides whether a user may do what a request asks.</summary>
public interface IAuthorizer
{
    bool Allows(UserInfo user, RequestInfo request);

    /// <summary>
    /// The second half of a 403's text, after <c>is forbidden: </c>:
    /// <c>User "x" cannot list resource "pods" in API group "" in the namespace "y"</c>.
    /// </summary>
    string Refusal(UserInfo user, RequestInfo request);
}
