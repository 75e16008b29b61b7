using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Builtins;

namespace K8sCache.LocalCluster.Auth;

/// <summary>A subject of a binding: User, Group or ServiceAccount.</summary>
internal sealed record RoleSubject(string Kind, string Name, string Namespace)
{
    /// <param name="json">The subject.</param>
    /// <param name="bindingNamespace">Namespace of a ServiceAccount that names none.</param>
    public static RoleSubject Parse(JsonObject json, string bindingNamespace)
    {
        var ns = JsonEdit.Text(json, "namespace");
        return new RoleSubject(JsonEdit.Text(json, "kind"), JsonEdit.Text(json, "name"), ns.Length == 0 ? bindingNamespace : ns);
    }

    public bool Is(UserInfo user) => Kind switch
    {
        "User" => user.Name == Name,
        "Group" => user.Groups.Contains(Name),
        "ServiceAccount" => user.Name == ServiceAccountTokens.UserName(Namespace, Name),
        _ => false,
    };

    public override string ToString() => Kind == "ServiceAccount" ? $"{Kind} \"{Name}/{Namespace}\"" : $"{Kind} \"{Name}\"";
}
