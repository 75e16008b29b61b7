namespace K8sCache.LocalCluster.Kubelet;

/// <summary>An image realised as folders of programs on this machine. Without a command, the program named as the image runs.</summary>
internal sealed record ProgramImage(string Name, IReadOnlyList<string> Folders)
{
    /// <summary>The program file that a container's command means; folders of its path are those of the image, so only the
    /// file name counts. Null where no folder has it.</summary>
    public string? FindProgram(string? command)
    {
        var file = Path.GetFileName(command ?? Name);
        return Folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
