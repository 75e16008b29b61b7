using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Builtins;

namespace K8sCache.LocalCluster.Auth;

/// <summary>serviceaccounts/token: a token on request.</summary>
internal sealed class TokenRequestHandler(Func<IClusterApi> api, ServiceAccountTokens tokens, TimeProvider time) : ISubresourceHandler
{
    private const long DefaultSeconds = 3600;
    private const long MinimumSeconds = 600;
    private const long MaximumSeconds = 1L << 32;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public GroupResource Resource => KnownResources.ServiceAccounts;

    public string Subresource => "token";

    public Task<SubresourceResult?> HandleAsync(SubresourceRequest request, CancellationToken cancellationToken)
    {
        if (request.Info.Verb != "create") throw Errors.MethodNotAllowed();
        return Task.FromResult<SubresourceResult?>(new SubresourceResult(201, Answer(request)));
    }

    private JsonObject Answer(SubresourceRequest request)
    {
        var account = api().Get(KnownResources.ServiceAccounts, request.Info.Namespace, request.Info.Name);
        var spec = request.Body?["spec"] as JsonObject ?? [];
        var seconds = JsonEdit.Number(spec, "expirationSeconds") is { } asked and not 0 ? asked : DefaultSeconds;
        Check(seconds);
        var audiences = JsonEdit.Texts(spec, "audiences");
        if (audiences.Count == 0) audiences = [ServiceAccountTokens.DefaultAudience];
        var now = time.GetUtcNow();
        return new JsonObject
        {
            ["kind"] = "TokenRequest",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = request.Info.Name,
                ["namespace"] = request.Info.Namespace,
                ["uid"] = account["metadata"]?["uid"]?.DeepClone(),
                ["creationTimestamp"] = now.ToString(TimeForm, CultureInfo.InvariantCulture),
            },
            ["spec"] = new JsonObject
            {
                ["audiences"] = new JsonArray([.. audiences.Select(audience => JsonValue.Create(audience))]),
                ["expirationSeconds"] = seconds,
                ["boundObjectRef"] = spec["boundObjectRef"]?.DeepClone(),
            },
            ["status"] = new JsonObject
            {
                ["token"] = tokens.Issue(request.Info.Namespace, request.Info.Name, TimeSpan.FromSeconds(seconds), audiences),
                ["expirationTimestamp"] = now.AddSeconds(seconds).ToString(TimeForm, CultureInfo.InvariantCulture),
            },
        };
    }

    private static void Check(long seconds)
    {
        var problem = seconds switch
        {
            < MinimumSeconds => "may not specify a duration less than 10 minutes",
            > MaximumSeconds => "may not specify a duration larger than 2^32 seconds",
            _ => null,
        };
        if (problem is not null)
            throw Errors.Invalid("authentication.k8s.io", "TokenRequest", "", [FieldErrors.Invalid("spec.expirationSeconds", $"{seconds}", problem)]);
    }
}
