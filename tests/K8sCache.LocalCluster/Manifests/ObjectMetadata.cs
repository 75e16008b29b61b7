using System.Text.Json.Nodes;

namespace K8sCache.LocalCluster.Manifests;

/// <summary>The parts of <c>metadata</c> that controllers ask for.</summary>
internal static class ObjectMetadata
{
    public static string Name(this JsonObject subject) => subject.Text("metadata", "name") ?? "";

    public static string Namespace(this JsonObject subject) => subject.Text("metadata", "namespace") ?? "";

    public static string Uid(this JsonObject subject) => subject.Text("metadata", "uid") ?? "";

    public static long Generation(this JsonObject subject) => subject.Number("metadata", "generation") ?? 0;

    public static bool IsTerminating(this JsonObject subject) => subject.At("metadata", "deletionTimestamp") is not null;

    public static string? Label(this JsonObject subject, string name) => subject.Text("metadata", "labels", name);

    public static string? Annotation(this JsonObject subject, string name) => subject.Text("metadata", "annotations", name);

    public static DateTimeOffset Created(this JsonObject subject) =>
        subject.Time("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue;

    /// <summary>The owner reference with <c>controller: true</c>, of which an object has at most one.</summary>
    public static JsonObject? ControllerReference(this JsonObject subject) =>
        subject.Items("metadata", "ownerReferences").FirstOrDefault(owner => owner.Flag("controller"));

    public static bool IsControlledBy(this JsonObject subject, JsonObject owner) =>
        subject.ControllerReference().Text("uid") == owner.Uid();

    public static JsonObject MakeControllerReference(this JsonObject owner, string apiVersion, string kind) => new()
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = kind,
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };
}
