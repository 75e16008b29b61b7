using System.Globalization;
using System.Net;
using K8sCache.Topology;
using Microsoft.Extensions.Options;

namespace K8sCache.Client;

/// <summary>Lists everything wrong with the options at once.</summary>
public sealed class K8sCacheClientOptionsValidator : IValidateOptions<K8sCacheClientOptions>
{
    internal const int DefaultPort = 6379;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    public ValidateOptionsResult Validate(string? name, K8sCacheClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        if (!TryAddresses(options.Address, out _, out var bad))
            problems.Add($"Address: {bad}");
        if (!Enum.IsDefined(options.Routing))
            problems.Add($"Routing: {options.Routing} is none of {string.Join(", ", Enum.GetNames<RoutingMode>())}");
        if (options.UserName is not null && options.Password is null)
            problems.Add("UserName: needs a Password");
        if (!options.Ssl && (options.SslHost ?? options.CaFile ?? options.CertFile ?? options.KeyFile) is not null)
            problems.Add("Ssl: SslHost, CaFile, CertFile and KeyFile are for Ssl only, which is not set");
        if ((options.CertFile is null) != (options.KeyFile is null))
            problems.Add("CertFile: needs a KeyFile, and the other way round");
        foreach (var file in (string?[])[options.CaFile, options.CertFile, options.KeyFile])
        {
            if (file is not null && !File.Exists(file))
                problems.Add($"{(file == options.CaFile ? "CaFile" : file == options.CertFile ? "CertFile" : "KeyFile")}: there is no file {file}");
        }

        if (options.ClientName is { } client && client.Any(letter => letter is <= ' ' or > '~'))
            problems.Add("ClientName: may not hold blanks or special characters");
        Within(problems, nameof(options.RequestTimeout), options.RequestTimeout, Shortest, Longest);
        Within(problems, nameof(options.StallTimeout), options.StallTimeout, Shortest, options.RequestTimeout);
        Within(problems, nameof(options.RerouteTimeout), options.RerouteTimeout, TimeSpan.Zero, options.RequestTimeout);
        Within(problems, nameof(options.ConnectTimeout), options.ConnectTimeout, Shortest, Longest);
        Within(problems, nameof(options.TopologyInterval), options.TopologyInterval, ShortestInterval, Longest);
        Within(problems, nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.Zero, Longest);
        Within(problems, nameof(options.ConnectionsPerLane), options.ConnectionsPerLane, 1, 16);
        Within(problems, nameof(options.MaxInFlightPerConnection), options.MaxInFlightPerConnection, 1, 1_000_000);
        Within(problems, nameof(options.ReadRetries), options.ReadRetries, 0, 10);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    internal static bool TryAddresses(string? text, out List<(string Text, EndPoint EndPoint)> addresses, out string problem)
    {
        addresses = [];
        problem = "";
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var address = part.LastIndexOf(':') > part.LastIndexOf(']')
                ? part : string.Create(CultureInfo.InvariantCulture, $"{part}:{DefaultPort}");
            if (!NodeAddress.TryParse(address, out var endPoint))
                problem = $"'{part}' is not host:port";
            else
                addresses.Add((address, endPoint));
        }

        if (addresses.Count == 0 && problem.Length == 0)
            problem = "missing; it is host:port of the cache's Service, a router or any node";
        return problem.Length == 0;
    }

    private static void Within<T>(List<string> problems, string name, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {value} is not in {min}..{max}"));
    }
}
