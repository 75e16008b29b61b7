using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>Turns a container's image, command, arguments, environment and mounts into the program to start.</summary>
internal sealed class ContainerProgram(KubeletServices services, PodAddress address, PodVolumes volumes)
{
    public const string TokenMountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Tells our client libraries where the mount really is: their default path cannot be rewritten for them.</summary>
    public const string TokenFolderVariable = "K8SCACHE_SERVICEACCOUNT_DIR";

    /// <exception cref="ContainerConfigException">The image, its program or something the container refers to is missing.</exception>
    public ProcessStart Build(JsonObject pod, JsonObject container)
    {
        var name = container.Text("image") ?? "";
        var image = services.Images.Find(name)
            ?? throw new ContainerConfigException("ErrImagePull", $"no folder of this machine stands for image \"{name}\"");
        var mounts = new MountPaths(container, volumes.Folders);
        var environment = new ContainerEnvironment(services, pod, address).Build(container);
        foreach (var (variable, value) in environment.ToList())
            environment[variable] = mounts.Rewrite(value);
        if (mounts.FolderAt(TokenMountPath) is { } tokens)
            environment[TokenFolderVariable] = tokens;

        var command = Expand(container, "command", environment, mounts);
        var arguments = Expand(container, "args", environment, mounts);
        // An image without a program of its own runs what its arguments name, as one without an entry point does.
        if (command.Count == 0 && image.FindProgram(null) is null)
            (command, arguments) = (arguments, []);
        var program = image.FindProgram(command.FirstOrDefault())
            ?? throw new ContainerConfigException(
                "RunContainerError", $"image \"{name}\" has no program \"{command.FirstOrDefault() ?? image.Name}\"");
        var folder = container.Text("workingDir") is { Length: > 0 } workingFolder ? mounts.Rewrite(workingFolder) : image.Folders[0];
        return new ProcessStart(
            program, [.. command.Skip(1), .. arguments], environment,
            Directory.Exists(folder) ? folder : image.Folders[0]);
    }

    /// <summary>A command to run beside the container's own, in its environment: exec probes and hooks.</summary>
    public ProcessStart BuildExec(JsonObject pod, JsonObject container, IReadOnlyList<string> command)
    {
        var start = Build(pod, container);
        var mounts = new MountPaths(container, volumes.Folders);
        var image = services.Images.Find(container.Text("image") ?? "");
        return start with { File = image?.FindProgram(command[0]) ?? command[0], Arguments = [.. command.Skip(1).Select(mounts.Rewrite)] };
    }

    private static List<string> Expand(
        JsonObject container, string member, Dictionary<string, string> environment, MountPaths mounts) =>
        [.. container.Texts(member).Select(text => mounts.Rewrite(VariableExpansion.Expand(text, environment)))];
}
