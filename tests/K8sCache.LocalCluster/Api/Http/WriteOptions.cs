using K8sCache.LocalCluster.Api.Operations;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>Reads the query parameters of a write (CreateOptions, UpdateOptions, PatchOptions).</summary>
internal static class WriteOptions
{
    private const int ManagerLimit = 128;

    /// <exception cref="ApiException">422 naming the options' kind.</exception>
    public static WriteRequest Read(HttpRequest http, RequestInfo info, ResourceDefinition resource, UserInfo user)
    {
        var kind = info.Verb switch { "create" => "CreateOptions", "update" => "UpdateOptions", _ => "PatchOptions" };
        var causes = new List<StatusCause>();
        var dryRun = DryRun(http.Query["dryRun"].OfType<string>().ToList(), causes);
        var validation = (string?)http.Query["fieldValidation"] ?? "";
        if (validation is not ("" or "Ignore" or "Strict" or "Warn"))
            causes.Add(FieldErrors.NotSupported("fieldValidation", validation, "", "Ignore", "Strict", "Warn"));
        var manager = (string?)http.Query["fieldManager"] ?? "";
        if (manager.Length > ManagerLimit)
            causes.Add(FieldErrors.TooLong("fieldManager", ManagerLimit));
        if (manager.Length == 0 && MediaType.Of(http) is "application/apply-patch+yaml" && info.Verb == "patch")
            causes.Add(FieldErrors.Required("fieldManager", "is required for apply patch"));
        var force = (string?)http.Query["force"];
        if (force is not null && info.Verb == "patch" && MediaType.Of(http) != "application/apply-patch+yaml")
            causes.Add(FieldErrors.Forbidden("force", "may not be specified for non-apply patch"));
        if (causes.Count > 0)
            throw Errors.Invalid("meta.k8s.io", kind, "", causes);
        return new WriteRequest
        {
            Resource = resource,
            Namespace = info.Namespace,
            Name = info.Name,
            Subresource = info.Subresource,
            User = user,
            FieldManager = manager.Length > 0 ? manager : AgentName(http.Headers.UserAgent),
            DryRun = dryRun,
            Force = force is "true" or "1",
            FieldValidation = validation switch
            {
                "Strict" => FieldValidation.Strict,
                "Ignore" => FieldValidation.Ignore,
                _ => FieldValidation.Warn,
            },
        };
    }

    public static bool DryRun(IReadOnlyList<string> values, List<StatusCause> causes)
    {
        if (values.Count == 0 || values is [""])
            return false;
        if (values.All(v => v == "All"))
            return true;
        var shown = "[" + string.Join(" ", values.Select(FieldErrors.Quote)) + "]";
        causes.Add(new StatusCause("FieldValueNotSupported", $"Unsupported value: {shown}: supported values: \"All\"", "dryRun"));
        return false;
    }

    /// <summary>Who owns fields when no fieldManager is given: the User-Agent up to its slash.</summary>
    private static string AgentName(string? agent)
    {
        var name = (agent ?? "").Split('/')[0];
        return name.Length == 0 ? "unknown" : name[..Math.Min(name.Length, ManagerLimit)];
    }
}
