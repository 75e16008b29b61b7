namespace K8sCache.House.Tests;

/// <summary>
/// Figures that are over a limit for now. One that grows fails, a new one fails, and so does one that shrank while its entry did not:
/// then the entry is lowered, or struck out when the figure is within the limit.
/// </summary>
/// <param name="limit">What holds for whatever is not listed.</param>
/// <param name="slack">How far a figure may be below its entry before that has to follow.</param>
/// <param name="unit">What is counted, in the words of a message: "lines".</param>
internal sealed class Ratchet(int limit, int slack, string unit, IReadOnlyDictionary<string, int> known)
{
    public void Check(IEnumerable<(string Name, int Figure)> figures)
    {
        var present = figures.ToDictionary(figure => figure.Name, figure => figure.Figure);
        Problems.None(present.Where(figure => figure.Value > known.GetValueOrDefault(figure.Key, limit))
            .Select(figure => $"{figure.Key} has {figure.Value} {unit}, allowed are {known.GetValueOrDefault(figure.Key, limit)}"));
        Problems.None(known.Where(entry => present.GetValueOrDefault(entry.Key) is var figure && figure < entry.Value - slack | figure <= limit)
            .Select(entry => present.GetValueOrDefault(entry.Key) is var figure && figure <= limit
                ? $"{entry.Key} has {figure} {unit}: its entry is needed no more"
                : $"{entry.Key} has {figure} {unit}: lower its entry from {entry.Value}"));
    }
}
