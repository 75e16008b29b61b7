using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers;

/// <summary>A resource whose changes concern a controller, and the keys that a changed object stands for.</summary>
internal sealed record Trigger(GroupResource Resource, Func<JsonObject, IEnumerable<ObjectKey>> Keys)
{
    public static Trigger Itself(GroupResource resource) => new(resource, subject => [ObjectKey.Of(subject)]);

    /// <summary>The owner of that kind which controls the object.</summary>
    public static Trigger Owner(GroupResource resource, string ownerKind) => new(resource, subject =>
        subject.ControllerReference() is { } owner && owner.Text("kind") == ownerKind
            ? [new ObjectKey(subject.Namespace(), owner.Text("name") ?? "")]
            : []);
}
