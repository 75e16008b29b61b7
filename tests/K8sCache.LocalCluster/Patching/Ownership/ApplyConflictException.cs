using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Patching.Ownership;

/// <summary>An intent changes fields that others own; answered by 409 naming each.</summary>
public sealed class ApplyConflictException : Exception
{
    private readonly IReadOnlyDictionary<ManagerKey, FieldSet> _conflicts;

    internal ApplyConflictException(IReadOnlyDictionary<ManagerKey, FieldSet> conflicts) => _conflicts = conflicts;

    public ApiException ToApiException()
    {
        var causes = new List<StatusCause>();
        var groups = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (key, set) in _conflicts)
        {
            var fields = set.Paths.Select(PathElements.Show).ToList();
            groups[key.Show()] = fields;
            causes.AddRange(fields.Select(f => new StatusCause("FieldManagerConflict", $"conflict with {key.Show()}", f)));
        }
        var message = causes.Count == 1
            ? $"Apply failed with 1 conflict: {causes[0].Message}: {causes[0].Field}"
            : $"Apply failed with {causes.Count} conflicts: "
                + string.Join('\n', groups.Select(g => $"conflicts with {g.Key}:" + string.Concat(g.Value.Select(f => $"\n- {f}"))));
        return Errors.Make(409, "Conflict", message, new StatusDetails { Causes = causes });
    }

    /// <summary>The conflicts outside a set; null when none is left.</summary>
    internal ApplyConflictException? Without(FieldSet allowed)
    {
        var left = _conflicts.Select(c => (c.Key, Set: c.Value.Except(allowed))).Where(c => !c.Set.IsEmpty).ToDictionary(c => c.Key, c => c.Set);
        return left.Count == 0 ? null : new ApplyConflictException(left);
    }
}
