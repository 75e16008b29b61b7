using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Api.Operations;

/// <summary>Getting and listing, paging included.</summary>
public sealed class ReadOperation(ApiCore core)
{
    public JsonObject Get(ResourceDefinition resource, string ns, string name) =>
        core.Store.Find(ApiCore.Key(resource, ns, name)) is { } stored
            ? core.Show(resource, stored)
            : throw Errors.NotFound(resource.Resource, name);

    public ListResult List(ResourceDefinition resource, string ns, ListQuery query)
    {
        var token = query.Continue.Length > 0 ? ContinueToken.Decode(query.Continue) : null;
        var snapshot = Snapshot(resource, ns, query, token);
        var selected = new List<JsonObject>();
        string? next = null;
        long? remaining = null;
        var after = token?.After;
        var objects = snapshot.Objects.Where(o => after is null || o.Key > after).ToList();
        foreach (var (index, stored) in objects.Index())
        {
            var obj = core.Show(resource, stored);
            if (!query.Matches(resource, obj))
                continue;
            selected.Add(obj);
            if (query.Limit == 0 || selected.Count < query.Limit || index == objects.Count - 1)
                continue;
            if (!query.HasSelector)
                remaining = objects.Count - index - 1;
            else if (!objects.Skip(index + 1).Any(o => query.Matches(resource, core.Show(resource, o))))
                break;
            next = new ContinueToken(snapshot.Version, stored.Key).Encode();
            break;
        }
        return new ListResult(selected, snapshot.Version, next, remaining);
    }

    private StoreSnapshot Snapshot(ResourceDefinition resource, string ns, ListQuery query, ContinueToken? token)
    {
        var version = token?.Version is { } fromToken and > 0 ? fromToken : query.ExactVersion;
        try
        {
            return core.Store.List(resource.StoredAs, resource.Namespaced ? ns : "", version);
        }
        catch (CompactedException) when (token is not null)
        {
            throw Errors.Expired(
                "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.",
                token.Inconsistent().Encode());
        }
        catch (CompactedException)
        {
            throw Errors.Expired("The resourceVersion for the provided list is too old.");
        }
    }
}
