namespace K8sCache.Serving.Configuration;

/// <summary>Checks the text of a new value.</summary>
/// <returns>What changes it, or what is wrong with it, in Redis's words.</returns>
public delegate (Action? Apply, string? Problem) ConfigChange(string text);
