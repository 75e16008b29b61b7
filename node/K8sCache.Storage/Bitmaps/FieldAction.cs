using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Storage.Bitmaps;

[SuppressMessage("Naming", "CA1720", Justification = "Redis's own names.")]
[SuppressMessage("Naming", "CA1716", Justification = "Redis's own names.")]
public enum FieldAction
{
    Get,
    Set,
    IncrementBy,
}
