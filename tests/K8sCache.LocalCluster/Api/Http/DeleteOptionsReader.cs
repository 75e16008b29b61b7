using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>DeleteOptions from a body or, without one, from query parameters.</summary>
internal static class DeleteOptionsReader
{
    public static DeleteOptions Read(IQueryCollection query, JsonObject? body)
    {
        if (body is not null && ObjectMeta.Text(body["kind"]) is { } kind and not "DeleteOptions")
        {
            throw Errors.BadRequest(
                $"no kind {FieldErrors.Quote(kind)} is registered for version {FieldErrors.Quote(ObjectMeta.Text(body["apiVersion"]) ?? "")} in scheme \"k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:27\"");
        }
        var causes = new List<StatusCause>();
        var policy = body is null ? (string?)query["propagationPolicy"] : ObjectMeta.Text(body["propagationPolicy"]);
        var orphan = body?["orphanDependents"]?.GetValue<bool>() ?? (query.ContainsKey("orphanDependents") ? query["orphanDependents"] == "true" : null);
        if (policy is not null && orphan is not null)
        {
            causes.Add(FieldErrors.InvalidString("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set"));
        }
        else if (policy is not (null or "Foreground" or "Background" or "Orphan"))
        {
            causes.Add(FieldErrors.NotSupported("propagationPolicy", policy, "Foreground", "Background", "Orphan", "nil"));
        }
        var dryRun = WriteOptions.DryRun([.. query["dryRun"].OfType<string>(), .. ObjectMeta.Texts(body?["dryRun"])], causes);
        if (causes.Count > 0)
            throw Errors.Invalid("meta.k8s.io", "DeleteOptions", "", causes);
        return new DeleteOptions
        {
            PropagationPolicy = policy ?? (orphan is null ? null : orphan.Value ? "Orphan" : "Background"),
            DryRun = dryRun,
            GracePeriodSeconds = ObjectMeta.Number(body?["gracePeriodSeconds"])
                ?? (long.TryParse(query["gracePeriodSeconds"], System.Globalization.CultureInfo.InvariantCulture, out var grace) ? grace : null),
            Uid = ObjectMeta.Text(body?["preconditions"]?["uid"]),
            ResourceVersion = ObjectMeta.Text(body?["preconditions"]?["resourceVersion"]),
        };
    }
}
