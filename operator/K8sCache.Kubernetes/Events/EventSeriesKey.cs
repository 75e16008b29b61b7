namespace K8sCache.Kubernetes.Events;

/// <summary>
/// What makes two events the same one again. Not the note: it may hold numbers that differ each time.
/// </summary>
internal readonly record struct EventSeriesKey(string ObjectUid, EventType Type, string Reason, string Action);
