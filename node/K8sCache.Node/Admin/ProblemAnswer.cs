namespace K8sCache.Node.Admin;

/// <summary>Everything that is wrong with what was sent.</summary>
internal sealed record ProblemAnswer(IReadOnlyList<string> Problems);
