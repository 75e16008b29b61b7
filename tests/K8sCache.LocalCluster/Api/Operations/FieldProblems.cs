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
    public static void OfPatch(WriteRequest request, IReadOnlyList<string> problems, System.Text.Json.Nodes.JsonObject patched)
    {
        if (Warned(request, problems))
            return;
        var value = FieldErrors.Quote(ApiCore.Compact(patched));
        throw Errors.Invalid("", "", "", [FieldErrors.Invalid("patch", value, $"strict decoding error: {string.Join(", ", problems)}")]);
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
