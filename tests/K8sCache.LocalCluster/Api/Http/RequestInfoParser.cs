using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>Takes a URL path apart as apimachinery's RequestInfoFactory.</summary>
internal static class RequestInfoParser
{
    public static RequestInfo Parse(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        var method = request.Method.ToUpperInvariant();
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var plain = new RequestInfo { Path = path, Verb = method.ToLowerInvariant() };
        string group;
        string version;
        int next;
        if (parts.Length >= 3 && parts[0] == "api")
            (group, version, next) = ("", parts[1], 2);
        else if (parts.Length >= 4 && parts[0] == "apis")
            (group, version, next) = (parts[1], parts[2], 3);
        else
            return plain;

        // The old prefix form of a watch: /apis/g/v/watch/namespaces/ns/things.
        var oldWatch = parts[next] == "watch" && parts.Length > next + 1;
        if (oldWatch)
            next++;
        var info = plain with { IsResource = true, Group = group, Version = version };
        info = Resource(info, parts[next..]);
        return info with
        {
            // The old form watches one object too; elsewhere watch on a name is ignored.
            Verb = oldWatch ? "watch" : Verb(method, info, IsTrue(request.Query["watch"])),
            SelectedName = SelectedName(request.Query["fieldSelector"]),
        };
    }

    private static RequestInfo Resource(RequestInfo info, string[] parts)
    {
        // A namespace's own path is the Namespace object; longer ones are things inside it.
        if (parts[0] == "namespaces" && parts.Length > 1)
        {
            info = info with { Namespace = parts[1] };
            if (parts.Length > 2 && parts[2] is not ("status" or "finalize"))
                parts = parts[2..];
        }
        info = info with { Plural = parts[0] };
        if (parts.Length > 1)
            info = info with { Name = parts[1] };
        if (parts.Length > 2)
            info = info with { Subresource = string.Join('/', parts[2..]) };
        return info;
    }

    private static string Verb(string method, RequestInfo info, bool watch) => method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => info.Name.Length == 0 ? "deletecollection" : "delete",
        "GET" or "HEAD" when info.Name.Length > 0 => "get",
        "GET" or "HEAD" => watch ? "watch" : "list",
        _ => method.ToLowerInvariant(),
    };

    private static string SelectedName(string? fieldSelector)
    {
        const string term = "metadata.name=";
        var found = fieldSelector?.Split(',').FirstOrDefault(part => part.StartsWith(term, StringComparison.Ordinal));
        return found?[term.Length..].TrimStart('=') ?? "";
    }

    private static bool IsTrue(string? value) => value is "true" or "1" or "";
}
