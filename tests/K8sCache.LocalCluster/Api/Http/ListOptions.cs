using System.Globalization;
using K8sCache.LocalCluster.Api.Operations;
using K8sCache.LocalCluster.Api.Selectors;
using Microsoft.AspNetCore.Http;

namespace K8sCache.LocalCluster.Api.Http;

/// <summary>The query parameters of a list or watch, checked as apimachinery checks ListOptions.</summary>
internal sealed record ListOptions
{
    private const string MatchField = "resourceVersionMatch";

    public required ListQuery Query { get; init; }

    /// <summary>As sent; null when absent or empty.</summary>
    public string? ResourceVersion { get; init; }

    public string Match { get; init; } = "";

    public bool Bookmarks { get; init; }

    public bool? SendInitialEvents { get; init; }

    public TimeSpan? Timeout { get; init; }

    public static ListOptions Read(IQueryCollection query, ResourceDefinition resource, bool watch)
    {
        var version = Text(query, "resourceVersion");
        var options = new ListOptions
        {
            ResourceVersion = version.Length > 0 ? version : null,
            Match = Text(query, MatchField),
            Bookmarks = Flag(query, "allowWatchBookmarks") == true,
            SendInitialEvents = Flag(query, "sendInitialEvents"),
            Timeout = Number(query, "timeoutSeconds") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null,
            Query = new ListQuery
            {
                Labels = LabelSelector.Parse(Text(query, "labelSelector")),
                Fields = FieldSelector.Parse(Text(query, "fieldSelector"), resource),
                Limit = (int)Math.Clamp(Number(query, "limit") ?? 0, 0, int.MaxValue),
                Continue = Text(query, "continue"),
            },
        };
        var causes = options.Check(watch).ToList();
        if (causes.Count > 0)
            throw Errors.Invalid("meta.k8s.io", "ListOptions", "", causes);
        return watch ? options : options.ForList();
    }

    /// <summary>Of one object only, as if its name were in the field selector.</summary>
    public ListOptions OfName(string name) =>
        this with { Query = Query with { Fields = new FieldSelector([.. Query.Fields.Terms, new FieldTerm("metadata.name", name, Equal: true)]) } };

    private ListOptions ForList()
    {
        if (Query.Continue.Length > 0 && ResourceVersion is not (null or "0"))
            throw Errors.BadRequest("specifying resource version is not allowed when using continue");
        if (ResourceVersion is null)
            return this;
        if (!ulong.TryParse(ResourceVersion, CultureInfo.InvariantCulture, out var number))
            throw Errors.BadRequest($"invalid resource version: {InvalidVersion(ResourceVersion)}");
        // Version 0 is answered from the server's cache, which does not page.
        if (number == 0)
            return this with { Query = Query with { Limit = 0 } };
        // With a limit and no match, a version asks for exactly that one.
        var exact = Match == "Exact" || (Match.Length == 0 && Query.Limit > 0);
        return exact ? this with { Query = Query with { ExactVersion = (long)number } } : this;
    }

    public static string InvalidVersion(string version) =>
        $"resourceVersion: Invalid value: {FieldErrors.Quote(version)}: strconv.ParseUint: parsing {FieldErrors.Quote(version)}: invalid syntax";

    private IEnumerable<StatusCause> Check(bool watch)
    {
        if (watch && SendInitialEvents is null && Match.Length > 0)
            yield return FieldErrors.Forbidden(MatchField, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        if (watch && SendInitialEvents is not null)
        {
            if (Match != "NotOlderThan")
                yield return FieldErrors.Forbidden(MatchField, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
            if (Match.Length > 0 && Match != "NotOlderThan")
                yield return FieldErrors.NotSupported(MatchField, Match, "NotOlderThan");
        }
        if (watch)
            yield break;
        if (Match.Length > 0)
        {
            if (Query.Continue.Length > 0)
                yield return FieldErrors.Forbidden(MatchField, "resourceVersionMatch is forbidden when continue is provided");
            if (ResourceVersion is null)
                yield return FieldErrors.Forbidden(MatchField, "resourceVersionMatch is forbidden unless resourceVersion is provided");
            if (Match is not ("Exact" or "NotOlderThan"))
                yield return FieldErrors.NotSupported(MatchField, Match, "Exact", "NotOlderThan", "");
            if (Match == "Exact" && ResourceVersion == "0")
                yield return FieldErrors.Forbidden(MatchField, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }
        if (SendInitialEvents is not null)
            yield return FieldErrors.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
    }

    private static string Text(IQueryCollection query, string name) => (string?)query[name] ?? "";

    private static bool? Flag(IQueryCollection query, string name) =>
        query.ContainsKey(name) ? Text(query, name) is not ("false" or "0") : null;

    private static long? Number(IQueryCollection query, string name)
    {
        var text = Text(query, name);
        if (text.Length == 0)
            return null;
        return long.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Errors.BadRequest($"strconv.ParseInt: parsing {FieldErrors.Quote(text)}: invalid syntax");
    }
}
