namespace K8sCache.Resp;

/// <summary>Where one argument stands in the bytes it was parsed from.</summary>
internal readonly record struct ArgumentRange(int Offset, int Length);
