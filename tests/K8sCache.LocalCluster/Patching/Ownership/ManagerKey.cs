namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>
/// Whose fields an entry of managedFields lists. Appliers are the same across versions, updaters are not, so
/// <see cref="ApiVersion"/> tells only updaters apart; an applier's is kept beside its fields.
/// </summary>
internal sealed record ManagerKey(string Manager, bool IsApply, string ApiVersion, string Subresource)
{
    public static ManagerKey Applier(string manager, string subresource) => new(manager, IsApply: true, "", subresource);

    /// <summary>As conflicts name it: <c>"hpa" with subresource "scale" using apps/v1</c>.</summary>
    public string Show()
    {
        var text = $"\"{Manager}\"";
        if (Subresource.Length > 0)
            text += $" with subresource \"{Subresource}\"";
        return IsApply ? text : $"{text} using {ApiVersion}";
    }
}
