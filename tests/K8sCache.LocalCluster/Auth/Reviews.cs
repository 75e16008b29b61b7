using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Builtins;

namespace K8sCache.LocalCluster.Auth;

/// <summary>The reviews of authentication.k8s.io and authorization.k8s.io.</summary>
internal sealed class Reviews(RbacAuthorizer authorizer, TokenAuthenticator authenticator, TimeProvider time)
{
    private const string Authentication = "authentication.k8s.io";
    private const string Authorization = "authorization.k8s.io";

    public IEnumerable<ISubresourceHandler> Handlers() =>
    [
        new ReviewHandler(Authentication, "selfsubjectreviews", SelfSubject),
        new ReviewHandler(Authentication, "tokenreviews", Token),
        new ReviewHandler(Authorization, "selfsubjectaccessreviews", (request, body) => Access(request, body, request.User)),
        new ReviewHandler(Authorization, "selfsubjectrulesreviews", Rules),
        new ReviewHandler(Authorization, "subjectaccessreviews", (request, body) => Access(request, body, Subject(body))),
        new ReviewHandler(Authorization, "localsubjectaccessreviews", (request, body) => Access(request, body, Subject(body))),
    ];

    private JsonObject SelfSubject(SubresourceRequest request, JsonObject body)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["kind"] = request.Resource.Kind,
            ["apiVersion"] = request.Resource.ApiVersion,
            ["metadata"] = new JsonObject { ["creationTimestamp"] = now },
            ["status"] = new JsonObject { ["userInfo"] = UserJson(request.User) },
        };
    }

    private JsonObject Token(SubresourceRequest request, JsonObject body)
    {
        var spec = Spec(body);
        var verified = authenticator.Verify(JsonEdit.Text(spec, "token"));
        var status = verified is { } found
            ? new JsonObject { ["authenticated"] = true, ["user"] = UserJson(found.User), ["audiences"] = new JsonArray(found.Audience) }
            : new JsonObject { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };
        return Answer(request, spec, status);
    }

    private JsonObject Access(SubresourceRequest request, JsonObject body, UserInfo user)
    {
        var spec = Spec(body);
        var resource = spec["resourceAttributes"] as JsonObject;
        var path = spec["nonResourceAttributes"] as JsonObject;
        if (resource is null == path is null)
        {
            const string text = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
            throw Errors.Invalid(request.Resource.Group, "", "", [FieldErrors.Invalid("spec.resourceAttributes", "null", text)]);
        }

        var (allowed, reason) = authorizer.Decide(user, resource is null ? PathRequest(path!) : ResourceRequest(resource));
        var status = new JsonObject { ["allowed"] = allowed };
        if (reason.Length > 0) status["reason"] = reason;
        return Answer(request, spec, status);
    }

    private JsonObject Rules(SubresourceRequest request, JsonObject body)
    {
        var rules = authorizer.RulesOf(request.User, JsonEdit.Text(Spec(body), "namespace")).ToList();
        var status = new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules.Where(rule => rule.Resources.Count > 0).Select(RuleJson)]),
            ["nonResourceRules"] = new JsonArray([.. rules.Where(rule => rule.NonResourceUrls.Count > 0).Select(RuleJson)]),
            ["incomplete"] = false,
        };
        return Answer(request, [], status);
    }

    private static UserInfo Subject(JsonObject body) =>
        new(JsonEdit.Text(body, "spec.user"), JsonEdit.Texts(body, "spec.groups")) { Uid = JsonEdit.Text(body, "spec.uid") };

    private static AccessRequest ResourceRequest(JsonObject attributes) => new()
    {
        Verb = JsonEdit.Text(attributes, "verb"),
        Group = JsonEdit.Text(attributes, "group"),
        Plural = JsonEdit.Text(attributes, "resource"),
        Subresource = JsonEdit.Text(attributes, "subresource"),
        Namespace = JsonEdit.Text(attributes, "namespace"),
        Name = JsonEdit.Text(attributes, "name"),
    };

    private static AccessRequest PathRequest(JsonObject attributes) =>
        new() { Verb = JsonEdit.Text(attributes, "verb"), Path = JsonEdit.Text(attributes, "path") };

    private static JsonObject Answer(SubresourceRequest request, JsonObject spec, JsonObject status) => new()
    {
        ["kind"] = request.Resource.Kind,
        ["apiVersion"] = request.Resource.ApiVersion,
        ["metadata"] = new JsonObject(),
        ["spec"] = spec,
        ["status"] = status,
    };

    /// <summary>The spec as it is answered: without what is empty.</summary>
    private static JsonObject Spec(JsonObject body)
    {
        var spec = (JsonObject)(body["spec"]?.DeepClone() ?? new JsonObject());
        foreach (var attributes in spec.Select(entry => entry.Value).OfType<JsonObject>())
        {
            foreach (var name in attributes.Where(entry => Schema.JsonScalars.Read(entry.Value) is "").Select(entry => entry.Key).ToList())
                attributes.Remove(name);
        }
        return spec;
    }

    private static JsonObject UserJson(UserInfo user)
    {
        var json = new JsonObject { ["username"] = user.Name };
        if (user.Uid.Length > 0) json["uid"] = user.Uid;
        json["groups"] = Texts(user.Groups);
        if (user.Extra.Count == 0) return json;
        var extra = new JsonObject();
        foreach (var (key, values) in user.Extra) extra[key] = Texts(values);
        json["extra"] = extra;
        return json;
    }

    private static JsonObject RuleJson(PolicyRule rule)
    {
        var json = new JsonObject { ["verbs"] = Texts(rule.Verbs) };
        if (rule.ApiGroups.Count > 0) json["apiGroups"] = Texts(rule.ApiGroups);
        if (rule.Resources.Count > 0) json["resources"] = Texts(rule.Resources);
        if (rule.ResourceNames.Count > 0) json["resourceNames"] = Texts(rule.ResourceNames);
        if (rule.NonResourceUrls.Count > 0) json["nonResourceURLs"] = Texts(rule.NonResourceUrls);
        return json;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
