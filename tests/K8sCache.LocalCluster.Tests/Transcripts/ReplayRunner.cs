using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sCache.LocalCluster.Api;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>Runs a transcript against a fresh control plane and lists, step by step, what is answered differently.</summary>
internal sealed partial class ReplayRunner(Transcript transcript, ReplayWorld world, HttpClient http) : IAsyncDisposable
{
    private static readonly string[] ComparedHeaders = ["content-type", "warning", "retry-after", "etag", "vary", "cache-control", "location"];

    private readonly Placeholders _placeholders = new();
    private readonly OffRecordActions _offRecord = new(transcript, world, http);
    private readonly List<ReplayWatch> _watches = [];
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    /// <returns>Differences by step number; steps without any are left out.</returns>
    public async Task<SortedDictionary<int, IReadOnlyList<string>>> RunAsync(CancellationToken cancellationToken)
    {
        var differences = new SortedDictionary<int, IReadOnlyList<string>>();
        await PrepareAsync();
        foreach (var step in transcript.Steps)
        {
            await _offRecord.BeforeAsync(step, cancellationToken);
            BindUnknownVersion(step);
            var found = await PlayPatientlyAsync(step, cancellationToken);
            if (found.Count > 0) differences[step.Number] = found;
            await SettleAsync(step);
        }

        foreach (var watch in _watches)
        {
            var found = await CompareEventsAsync(watch);
            if (found.Count > 0) differences[watch.Step.Number] = [.. differences.GetValueOrDefault(watch.Step.Number, []), .. found];
        }

        return differences;
    }

    /// <summary>The namespaces that a file uses without making them, and the definition, but for the file that makes it.</summary>
    private async Task PrepareAsync()
    {
        if (!transcript.Name.StartsWith("02", StringComparison.Ordinal)) await world.AddDefinitionAsync();
        var made = transcript.Steps.Where(step => step.Method == "POST" && step.Path == "/api/v1/namespaces")
            .Select(step => (string?)step.Request["body"]?["metadata"]?["name"]).ToHashSet();
        var used = transcript.Steps.Where(step => step.Status is not 403 and not 404).Select(step => NamespaceInPath().Match(step.Path))
            .Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct();
        foreach (var name in used)
        {
            var isThere = made.Contains(name) || name == "nowhere" || world.Kubernetes.Api.Find(KnownResources.Namespaces, null, name) is not null;
            if (!isThere) await world.AddNamespaceAsync(name);
        }
    }

    /// <summary>A version that no answer has shown is one the recorder read just then.</summary>
    private void BindUnknownVersion(TranscriptStep step)
    {
        // 74 and 75 of 06 ask for a version that was compacted, from before the events of 70.
        if (transcript.Name == "06-watch" && step.Number == 68) _placeholders.Bind("rv7001", CurrentVersion());
        if ((string?)step.Request["query"]?["resourceVersion"] is not { } version || !version.StartsWith("rv", StringComparison.Ordinal)) return;
        if (_placeholders.ToLive(version) == version) _placeholders.Bind(version, CurrentVersion());
    }

    private string CurrentVersion() => world.Kubernetes.Core.Store.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A read that shows what controllers do may come too early: it is repeated for a while.</summary>
    private async Task<IReadOnlyList<string>> PlayPatientlyAsync(TranscriptStep step, CancellationToken cancellationToken)
    {
        var before = _placeholders.Save();
        var found = await PlayAsync(step, cancellationToken);
        var isWorthAnother = step is { Method: "GET", Events: null } && ReplayDeviations.Find(transcript.Name, step.Number) is null;
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        for (var attempt = 0; isWorthAnother && found.Count > 0 && attempt < 20; attempt++)
        {
            await poll.WaitForNextTickAsync(cancellationToken);
            _placeholders.Restore(before);
            found = await PlayAsync(step, cancellationToken);
        }

        return found;
    }

    private async Task<IReadOnlyList<string>> PlayAsync(TranscriptStep step, CancellationToken cancellationToken)
    {
        using var request = Request(step);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var differences = new List<string>();
        if ((int)response.StatusCode != step.Status) differences.Add($"status: recorded {step.Status}, got {(int)response.StatusCode}");
        if (step.Events is not null && response.IsSuccessStatusCode)
        {
            var watch = new ReplayWatch(step, response, cancellationToken);
            _watches.Add(watch);
            var seesLater = step.Events.Any(change => (int)change["afterStep"]! > step.Number);
            if ((string?)step.Request["query"]?["timeoutSeconds"] is not null && !seesLater) await watch.Closed.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            return differences;
        }

        differences.AddRange(CompareHeaders(step, response));
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        response.Dispose();
        var recorded = step.Response["body"]?.DeepClone();
        if (transcript.Name.StartsWith("01", StringComparison.Ordinal)) DiscoveryProjection.KeepOffered(recorded, world.Kubernetes.Core.Registry);
        if (recorded is JsonValue value && (string?)value is "<omitted>" or "<binary>") return differences;
        var isJson = recorded is JsonObject or JsonArray && text.StartsWith('{');
        JsonNode? live = isJson ? JsonNode.Parse(text) : text.Length == 0 ? null : JsonValue.Create(text);
        differences.AddRange(JsonComparison.Compare(_placeholders, transcript.HasManagedFields, recorded, live).Select(line => "body" + line));
        return differences;
    }

    private HttpRequestMessage Request(TranscriptStep step)
    {
        var path = string.Join('/', _placeholders.ToLive(step.Path).Split('/').Select(Uri.EscapeDataString));
        var query = (step.Request["query"] as JsonObject ?? []).SelectMany(entry => Values(entry.Value).Select(value =>
            $"{Uri.EscapeDataString(entry.Key)}={Uri.EscapeDataString(_placeholders.ToLive(value))}"));
        var request = new HttpRequestMessage(new HttpMethod(step.Method), $"{path}?{string.Join('&', query)}");
        var headers = step.Request["headers"] as JsonObject ?? [];
        if ((string?)headers["accept"] is { } accept) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (Token(step) is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (step.Request["body"] is not { } body) return request;
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(BodyText(body)));
        if ((string?)headers["content-type"] is { } type) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return request;
    }

    private static IEnumerable<string> Values(JsonNode? value) =>
        value is JsonArray array ? array.Select(item => item!.ToString()) : [value!.ToString()];

    private string BodyText(JsonNode body)
    {
        if (body is not JsonValue value) return RecorderJson.Write(_placeholders.ToLive(body));
        var text = (string)value!;
        var large = LargeBody().Match(text);
        if (!large.Success) return _placeholders.ToLive(text);
        var filler = new string('x', int.Parse(large.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        return $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"big"},"data":{"k":"{{{filler}}}"}}""";
    }

    private string? Token(TranscriptStep step)
    {
        switch (step.As)
        {
            case null: return world.Kubernetes.AdminToken;
            case "anonymous": return null;
            case "bad token": return "nonsense";
        }

        if (_tokens.TryGetValue(step.As, out var known)) return known;
        var parts = step.As.Split(' ')[0].Split(':');
        var audiences = step.As.Contains("audience other", StringComparison.Ordinal) ? new[] { "other" } : [];
        var token = world.Kubernetes.Tokens.Issue(parts[2], parts[3], TimeSpan.FromHours(1), audiences);
        if (audiences.Length == 0) _placeholders.Bind("<token>", token);
        return _tokens[step.As] = token;
    }

    private IEnumerable<string> CompareHeaders(TranscriptStep step, HttpResponseMessage response)
    {
        var recorded = step.Response["headers"] as JsonObject ?? [];
        foreach (var name in ComparedHeaders)
        {
            // Only file 01 keeps more than the first three.
            if (!recorded.ContainsKey(name) && !(name is "warning" or "retry-after")) continue;
            var wanted = recorded[name] is { } value ? Values(value).ToList() : [];
            // Not validated: as sent, where validated ones are written anew.
            var got = response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values)
                ? values.ToList()
                : [];
            var isSame = wanted.Count == got.Count && wanted.Zip(got).All(pair => _placeholders.Matches(pair.First, pair.Second));
            if (!isSame) yield return $"header {name}: recorded [{string.Join(" | ", wanted)}], got [{string.Join(" | ", got)}]";
        }
    }

    /// <summary>The recorder waited until watches were quiet; here what a step sets off is waited for by the events it caused.</summary>
    private async Task SettleAsync(TranscriptStep step)
    {
        foreach (var watch in _watches)
        {
            var due = watch.Step.Events!.Count(change => (int)change["afterStep"]! <= step.Number);
            await Eventually.IsTrueAsync(() => watch.Events.Count >= due, TimeSpan.FromSeconds(2));
        }

        if (step.Method != "GET") await Eventually.IsTrueAsync(HaveControllersSettled, TimeSpan.FromSeconds(2));
        if (step.Path.EndsWith("customresourcedefinitions", StringComparison.Ordinal) && step is { Method: "POST", Status: 201 })
            await Eventually.IsTrueAsync(() => world.IsEstablished("cacheclusters.k8scache.io"), TimeSpan.FromSeconds(2));
        if (step.Path == "/api/v1/namespaces" && step.Status == 201)
        {
            var name = (string)step.Request["body"]!["metadata"]!["name"]!;
            await Eventually.IsTrueAsync(() => world.Kubernetes.Api.Find(KnownResources.ConfigMaps, name, "kube-root-ca.crt") is not null, TimeSpan.FromSeconds(2));
        }
    }

    /// <summary>Whether every workload's status speaks of its present spec.</summary>
    private bool HaveControllersSettled()
    {
        GroupResource[] watched = [KnownResources.Deployments, KnownResources.StatefulSets, KnownResources.PodDisruptionBudgets];
        return watched.SelectMany(resource => world.Kubernetes.Api.List(resource).Items).All(item =>
            item["metadata"]?["deletionTimestamp"] is not null ||
            item["status"]?["observedGeneration"]?.ToJsonString() == item["metadata"]?["generation"]?.ToJsonString());
    }

    private async Task<IReadOnlyList<string>> CompareEventsAsync(ReplayWatch watch)
    {
        var recorded = watch.Step.Events!;
        await Eventually.IsTrueAsync(() => watch.Events.Count >= recorded.Count, TimeSpan.FromSeconds(1));
        var live = watch.Events;
        var differences = new List<string>();
        // A watch that the recorder closed is still open here and sees what came later.
        var isClosedByServer = watch.Step.End.Contains("server", StringComparison.Ordinal);
        if (isClosedByServer ? recorded.Count != live.Count : recorded.Count > live.Count)
            differences.Add($"events: recorded {Types(recorded)}, got {Types(live)}");
        foreach (var (left, right) in recorded.Zip(live))
        {
            var wanted = new JsonObject { ["type"] = left["type"]!.DeepClone(), ["object"] = left["object"]?.DeepClone() };
            var label = $"event after step {left["afterStep"]}";
            differences.AddRange(JsonComparison.Compare(_placeholders, transcript.HasManagedFields, wanted, right).Select(line => label + line));
        }

        return differences;
    }

    private static string Types(IReadOnlyList<JsonObject> events) =>
        $"{events.Count} ({string.Join(' ', events.Select(change => $"{change["type"]}:{change["object"]?["metadata"]?["name"]}"))})";

    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _watches) await watch.DisposeAsync();
    }

    [GeneratedRegex("/namespaces/([^/]+)/")]
    private static partial Regex NamespaceInPath();

    [GeneratedRegex("^<(\\d+) bytes in one value>$")]
    private static partial Regex LargeBody();
}
