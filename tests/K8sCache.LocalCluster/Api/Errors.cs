namespace K8sCache.LocalCluster.Api;

/// <summary>The API server's failures, with its own texts (apimachinery's api/errors).</summary>
public static class Errors
{
    public static ApiException NotFound(GroupResource resource, string name) =>
        Make(404, "NotFound", $"{resource} {Q(name)} not found", Details(resource, name));

    /// <summary>The path names no resource, or a subresource it lacks.</summary>
    public static ApiException NoSuchResource() =>
        Make(404, "NotFound", "the server could not find the requested resource", new StatusDetails());

    public static ApiException AlreadyExists(GroupResource resource, string name) =>
        Make(409, "AlreadyExists", $"{resource} {Q(name)} already exists", Details(resource, name));

    public static ApiException Conflict(GroupResource resource, string name, string why) =>
        Make(409, "Conflict", $"Operation cannot be fulfilled on {resource} {Q(name)}: {why}", Details(resource, name));

    public static ApiException Modified(GroupResource resource, string name) =>
        Conflict(resource, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiException BadRequest(string message) => Make(400, "BadRequest", message, null);

    public static ApiException MethodNotAllowed() =>
        Make(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", new StatusDetails());

    public static ApiException Forbidden(GroupResource resource, string name, string why, params IReadOnlyList<StatusCause> causes) =>
        Make(
            403,
            "Forbidden",
            resource.Plural.Length == 0 ? $"forbidden: {why}" : $"{resource}{(name.Length == 0 ? "" : " " + Q(name))} is forbidden: {why}",
            Details(resource, name) with { Causes = causes });

    public static ApiException Unauthorized() => Make(401, "Unauthorized", "Unauthorized", null);

    public static ApiException Internal(string message) =>
        Make(500, "InternalError", "Internal error occurred: " + message, new StatusDetails { Causes = [new("", message)] });

    /// <summary>422 naming every cause. <paramref name="kind"/> is the kind for built-ins, the plural for custom resources' storage checks.</summary>
    public static ApiException Invalid(string group, string kind, string name, IReadOnlyList<StatusCause> causes)
    {
        var qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        var texts = causes.Select(c => c.Field.Length == 0 ? c.Message : $"{c.Field}: {c.Message}").Distinct().ToList();
        var list = texts.Count == 1 ? texts[0] : "[" + string.Join(", ", texts) + "]";
        return Make(
            422,
            "Invalid",
            $"{qualified} {Q(name)} is invalid: {list}",
            new StatusDetails { Group = group, Kind = kind, Name = name, Causes = causes });
    }

    /// <summary>Names the group of the stored kind: an Event of events.k8s.io is refused as an Event of core.</summary>
    public static ApiException Invalid(ResourceDefinition resource, string name, IReadOnlyList<StatusCause> causes) =>
        Invalid(resource.StoredAs.Group, resource.Kind, name, causes);

    /// <summary>A resourceVersion or continue token older than the history kept.</summary>
    public static ApiException Expired(string message, string? continueToken = null) =>
        new(new ApiStatus(410, "Expired", message) { Continue = continueToken });

    public static ApiException UnsupportedMediaType(string message) => Make(415, "UnsupportedMediaType", message, null);

    public static ApiException NotAcceptable(string message) => Make(406, "NotAcceptable", message, null);

    public static ApiException Make(int code, string reason, string message, StatusDetails? details) =>
        new(new ApiStatus(code, reason, message) { Details = details });

    private static StatusDetails Details(GroupResource resource, string name) =>
        new() { Name = name, Group = resource.Group, Kind = resource.Plural };

    private static string Q(string text) => FieldErrors.Quote(text);
}
