using System.Text;

namespace K8sCache.LocalCluster.Tests.Transcripts;

/// <summary>
/// Replays the recorded exchanges of a real control plane against this one. A step that is answered differently fails the
/// test, unless <see cref="ReplayDeviations"/> says why it must.
/// </summary>
public sealed class TranscriptReplayTests
{
    [Theory]
    [InlineData("01-discovery")]
    [InlineData("02-crd-lifecycle")]
    [InlineData("03-crud-errors")]
    [InlineData("04-patches")]
    [InlineData("05-server-side-apply")]
    [InlineData("06-watch")]
    [InlineData("07-deletion")]
    [InlineData("11-lease")]
    [InlineData("12-events")]
    [InlineData("14-rbac")]
    public async Task Answers_as_recorded(string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var transcript = Transcript.Load(name);
        await using var world = await ReplayWorld.StartAsync(cancellationToken);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = world.Url };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("recorder/1.0");
        await using var runner = new ReplayRunner(transcript, world, http);

        var differences = await runner.RunAsync(cancellationToken);

        var report = new StringBuilder();
        foreach (var step in transcript.Steps)
        {
            var isListed = ReplayDeviations.Find(name, step.Number) is not null;
            if (differences.TryGetValue(step.Number, out var found) && !isListed)
                report.AppendLine(step.ToString()).AppendJoin('\n', found.Take(12).Select(line => "    " + line)).AppendLine();
            else if (isListed && !ReplayDeviations.IsRace(name, step.Number) && !differences.ContainsKey(step.Number))
                report.AppendLine($"{step}\n    is listed as a deviation but answers as recorded: take it off the list");
        }

        Assert.True(report.Length == 0, $"{name}:\n{report}");
    }
}
