namespace K8sCache.Storage.Strings;

/// <summary>A run of bytes that two strings share.</summary>
/// <param name="Left">Where it begins in the one.</param>
/// <param name="Right">Where it begins in the other.</param>
/// <param name="Length">Its bytes.</param>
public readonly record struct CommonRun(int Left, int Right, int Length);
