using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>Turns unknown and duplicate fields into warnings or a failure, as fieldValidation asks.</summary>
internal static class FieldProblems
{
    public static void OfBody(WriteRequest request, IReadOnlyList<string> problems)
    {
        if (Warned(request, problems))
            return;
        var resource = request.Resource;
        throw Errors.BadRequest(
            $"{resource.Kind} in version \"{resource.Version}\" cannot be handled as a {resource.Kind}: strict decoding error: {string.Join(", ", problems)}");
    }

    /// <summary>A patch answers 422, and quotes the whole patched object.</summary>
    public static void OfPatch(WriteRequest request, IReadOnlyList<string> problems, JsonObject patched)
    {
        if (!Warned(request, problems))
            throw InPatch(request, $"strict decoding error: {string.Join(", ", problems)}", patched);
    }

    /// <summary>A value of the wrong type: what a body answers with 400 is 422 in a patch.</summary>
    public static ApiException InPatch(WriteRequest request, ApiException decoding, JsonObject patched)
    {
        var (kind, version) = (request.Resource.Kind, request.Resource.Version);
        var prefix = $"{kind} in version \"{version}\" cannot be handled as a {kind}: ";
        var message = decoding.Message;
        return decoding.Code == 400 && message.StartsWith(prefix, StringComparison.Ordinal)
            ? InPatch(request, message[prefix.Length..], patched)
            : decoding;
    }

    private static ApiException InPatch(WriteRequest request, string why, JsonObject patched)
    {
        var value = FieldErrors.Quote(ApiCore.Compact(CanonicalMetadata.Ordered(patched, request.Resource.IsCustom)));
        return Errors.Invalid("", "", "", [FieldErrors.Invalid("patch", value, why)]);
    }

    private static bool Warned(WriteRequest request, IReadOnlyList<string> problems)
    {
        if (request.FieldValidation == FieldValidation.Strict && problems.Count > 0)
            return false;
        if (request.FieldValidation == FieldValidation.Warn)
            request.Warnings.AddRange(problems.Where(p => !request.Warnings.Contains(p)));
        return true;
    }
}
