using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using K8sCache.LocalCluster.Api.Metadata;
using K8sCache.LocalCluster.Api.Operations;
using K8sCache.LocalCluster.Api.Selectors;
using K8sCache.LocalCluster.Storage;

namespace K8sCache.LocalCluster.Api;

/// <summary><see cref="IClusterApi"/> over the same operations that HTTP requests run.</summary>
public sealed class ClusterApi(ApiCore core, string manager) : IClusterApi
{
    private readonly ApiOperations _operations = new(core);
    private readonly UserInfo _user = UserInfo.System(manager);

    public IClusterApi As(string component) => new ClusterApi(core, component);

    public JsonObject Get(GroupResource resource, string? ns, string name) =>
        _operations.Read.Get(core.Definition(resource), ns ?? "", name);

    public JsonObject? Find(GroupResource resource, string? ns, string name)
    {
        var definition = core.Definition(resource);
        return core.Store.Find(ApiCore.Key(definition, ns ?? "", name)) is { } stored ? core.Show(definition, stored) : null;
    }

    public ObjectList List(GroupResource resource, string? ns = null, string? labelSelector = null, string? fieldSelector = null)
    {
        var definition = core.Definition(resource);
        var list = _operations.Read.List(definition, ns ?? "", Query(definition, labelSelector, fieldSelector));
        return new ObjectList(list.Items, list.Version);
    }

    public JsonObject Create(GroupResource resource, string? ns, JsonObject obj) =>
        _operations.Create.Run(Request(resource, ns, ""), Received(obj), []);

    public JsonObject Update(GroupResource resource, JsonObject obj) => Replace(resource, obj, "");

    public JsonObject UpdateStatus(GroupResource resource, JsonObject obj) => Replace(resource, obj, "status");

    public JsonObject Patch(GroupResource resource, string? ns, string name, PatchType type, JsonNode patch, string subresource = "")
    {
        var request = Request(resource, ns, name, subresource) with { Force = type == PatchType.Apply };
        return _operations.Patch(request, type, JsonSerializer.SerializeToUtf8Bytes(patch, StoreJson.Options)).Object;
    }

    public JsonObject Delete(GroupResource resource, string? ns, string name, DeleteOptions? options = null) =>
        _operations.Delete.Run(Request(resource, ns, name), options ?? new DeleteOptions()).Object;

    public ClusterWatch Watch(GroupResource resource, WatchOptions options, CancellationToken cancellationToken)
    {
        var definition = core.Definition(resource);
        var query = Query(definition, options.LabelSelector, options.FieldSelector);
        var events = Channel.CreateUnbounded<WatchEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var initial = 0;
        StoreWatch watch;
        if (options.ResourceVersion is { } version)
        {
            watch = Subscribe(definition, version);
        }
        else
        {
            var now = core.Store.List(definition.StoredAs, options.Namespace);
            watch = Subscribe(definition, now.Version);
            foreach (var obj in now.Objects.Select(o => core.Show(definition, o)).Where(o => query.Matches(definition, o)))
            {
                events.Writer.TryWrite(new WatchEvent(WatchEventType.Added, obj));
                initial++;
            }
        }
        // The pump owns the subscription and hands every failure to the reader through the channel.
        _ = PumpAsync(definition, options.Namespace ?? "", query, watch, events.Writer, cancellationToken);
        return new ClusterWatch(events.Reader, initial);
    }

    private async Task PumpAsync(
        ResourceDefinition resource, string ns, ListQuery query, StoreWatch watch, ChannelWriter<WatchEvent> to, CancellationToken cancellationToken)
    {
        using var subscription = watch;
        Exception? failure = null;
        try
        {
            await foreach (var change in watch.Events.ReadAllAsync(cancellationToken))
            {
                if (WatchSelection.Select(core, resource, ns, query, change) is { } selected)
                    to.TryWrite(selected);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader is done: the channel completes.
        }
        catch (CompactedException e)
        {
            failure = Errors.Expired(e.Message);
        }
        catch (Exception e)
        {
            failure = e;
        }
        to.TryComplete(failure);
    }

    private StoreWatch Subscribe(ResourceDefinition resource, long version)
    {
        try
        {
            return core.Store.Watch(resource.StoredAs, version);
        }
        catch (CompactedException e)
        {
            throw Errors.Expired(e.Message);
        }
    }

    private JsonObject Replace(GroupResource resource, JsonObject obj, string subresource)
    {
        var request = Request(resource, obj.Namespace(), obj.Name(), subresource);
        return _operations.Update.Run(request, _ => new ObjectChange(Received(obj), ChangeSource.Put));
    }

    /// <summary>
    /// The object as if it had come over the wire: values made in memory (an int, a JsonArray of strings) answer differently to
    /// questions for their type than parsed ones.
    /// </summary>
    private static JsonObject Received(JsonObject obj) =>
        JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(obj, StoreJson.Options))!.AsObject();

    private WriteRequest Request(GroupResource resource, string? ns, string name, string subresource = "") => new()
    {
        Resource = core.Definition(resource),
        Namespace = ns ?? "",
        Name = name,
        Subresource = subresource,
        User = _user,
        FieldManager = manager,
    };

    private static ListQuery Query(ResourceDefinition resource, string? labels, string? fields) => new()
    {
        Labels = LabelSelector.Parse(labels),
        Fields = FieldSelector.Parse(fields, resource),
    };
}
