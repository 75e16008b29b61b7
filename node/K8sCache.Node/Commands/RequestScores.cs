using K8sCache.Resp;
using K8sCache.Storage.SortedSets;

namespace K8sCache.Node.Commands;

/// <summary>Scores and members in turns among a request's arguments, from one on; all scores were found to be numbers.</summary>
internal readonly ref struct RequestScores(RespRequest request, int first) : IScoredMembers
{
    private readonly RespRequest _request = request;

    public int Count => (_request.Count - first) / 2;

    public ReadOnlySpan<byte> Member(int index) => _request[first + (index * 2) + 1];

    public double Score(int index) => ScoreArguments.TryParse(_request[first + (index * 2)], out var score) ? score : 0;
}
