using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Builtins;

namespace K8sCache.LocalCluster.CustomResources;

/// <summary>Which of a definition's names are free in its group: the first to claim a name keeps it.</summary>
internal static class CrdNames
{
    /// <returns>The names accepted, and the first conflict as condition reason and message; null when there is none.</returns>
    public static (JsonObject Accepted, string? Reason, string? Message) Accept(JsonObject crd, IEnumerable<ResourceDefinition> others)
    {
        var names = (JsonObject)crd["spec"]!["names"]!;
        var group = JsonEdit.Text(crd, "spec.group");
        var plural = JsonEdit.Text(names, "plural");
        var taken = others.Where(other => other.Group == group && other.Plural != plural).ToList();
        var resources = taken.SelectMany(other => (IEnumerable<string>)[other.Plural, other.Singular, .. other.ShortNames]).ToHashSet(StringComparer.Ordinal);
        var kinds = taken.SelectMany(other => (IEnumerable<string>)[other.Kind, other.ListKind]).ToHashSet(StringComparer.Ordinal);
        var accepted = new JsonObject();
        (string Reason, string Message)? conflict = null;

        Claim("plural", "PluralConflict", resources);
        Claim("singular", "SingularConflict", resources);
        ClaimShortNames();
        Claim("kind", "KindConflict", kinds);
        Claim("listKind", "ListKindConflict", kinds);
        if (names["categories"] is { } categories && conflict is null) accepted["categories"] = categories.DeepClone();
        accepted["plural"] ??= "";
        accepted["kind"] ??= "";
        return (accepted, conflict?.Reason, conflict?.Message);

        void Claim(string field, string reason, HashSet<string> used)
        {
            var name = JsonEdit.Text(names, field);
            if (name.Length == 0) return;
            if (used.Contains(name)) conflict = (reason, $"\"{name}\" is already in use");
            else accepted[field] = name;
        }

        void ClaimShortNames()
        {
            var shortNames = JsonEdit.Texts(names, "shortNames");
            var clash = shortNames.FirstOrDefault(resources.Contains);
            if (clash is not null) conflict = ("ShortNamesConflict", $"\"{clash}\" is already in use");
            else if (shortNames.Count > 0) accepted["shortNames"] = names["shortNames"]!.DeepClone();
        }
    }
}
