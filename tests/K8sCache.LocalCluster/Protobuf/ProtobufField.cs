namespace K8sCache.LocalCluster.Protobuf;

/// <summary>A field of a message: its JSON name, its type (see <see cref="ProtobufMessages"/>), and whether it repeats.</summary>
internal sealed record ProtobufField(string Name, string Type, bool IsRepeated);
