using System.Diagnostics.CodeAnalysis;
using K8sCache.Hosting.Options;
using K8sCache.LocalCluster.Kubelet;
using Microsoft.Extensions.Logging;

namespace K8sCache.LocalCluster.CommandLine;

/// <summary>The options of the program <c>k8scache-local</c>.</summary>
public sealed class LocalOptions
{
    private const int DefaultPort = 16443;

    private static readonly OptionValueParser<KeyValuePair<string, IReadOnlyList<string>>> ImageParser =
        new("an image's name, '=', and folders of programs separated by commas", TryParseImage);

    private readonly Option<int> _port;
    private readonly Option<string> _data;
    private readonly Option<string?> _kubeconfig;
    private readonly RepeatedOption<KeyValuePair<string, IReadOnlyList<string>>> _images;
    private readonly Option<TimeSpan> _restartDelay;
    private readonly Option<LogLevel> _logLevel;

    public LocalOptions()
    {
        Table = new OptionTable("k8scache-local", "a local Kubernetes control plane whose pods are processes of this machine.");
        _port = Table.AddPort("port", DefaultPort, "Port of the API on 127.0.0.1; 0 takes any that is free.");
        _data = Table.Add("data-dir", "DIR", OptionParsers.FilePath, ".local/cluster", ".local/cluster", "Where pods' folders, logs and volumes go.");
        _kubeconfig = Table.AddOptional("kubeconfig", "FILE", OptionParsers.FilePath, "Where to write the kubeconfig; by default in the data directory.");
        _images = Table.AddRepeated("image", "NAME=DIR[,DIR]", ImageParser, "An image, and the folders with the programs that it stands for.");
        _restartDelay = Table.AddDuration(
            "restart-delay", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10),
            "Delay before the second restart of a container; it doubles from there.");
        _logLevel = Table.AddChoice("log-level", LogLevel.Information, "Least severe events to log.");
    }

    public OptionTable Table { get; }

    public LocalControlPlaneOptions Bind(OptionValues values, List<string> errors)
    {
        var images = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, folders) in values.Get(_images))
        {
            foreach (var folder in folders.Where(folder => !Directory.Exists(folder)))
                errors.Add($"--image {name}: there is no folder {folder}");
            if (!images.TryAdd(name, [.. folders.Select(Path.GetFullPath)]))
                errors.Add($"--image {name} is given twice");
        }

        return new LocalControlPlaneOptions
        {
            Port = values.Get(_port),
            DataFolder = values.Get(_data),
            KubeconfigFile = values.Get(_kubeconfig),
            Images = images,
            Kubelet = new KubeletOptions { RestartDelay = values.Get(_restartDelay) },
            Logging = Hosting.Lifetime.ConsoleLogging.Create(values.Get(_logLevel)),
        };
    }

    private static bool TryParseImage(string text, [MaybeNullWhen(false)] out KeyValuePair<string, IReadOnlyList<string>> image)
    {
        var parts = text.Split('=', 2);
        var folders = parts[^1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        image = KeyValuePair.Create<string, IReadOnlyList<string>>(parts[0], folders);
        return parts.Length == 2 && parts[0].Length > 0 && folders.Length > 0;
    }
}
