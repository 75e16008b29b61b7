namespace K8sCache.LocalCluster.Kubelet;

/// <summary>One program to run: its file, its arguments, its whole environment and the folder it starts in.</summary>
internal sealed record ProcessStart(
    string File, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string Folder);
