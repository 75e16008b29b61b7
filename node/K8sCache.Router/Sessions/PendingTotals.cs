namespace K8sCache.Router.Sessions;

/// <summary>What the clients of one loop have unanswered, together.</summary>
internal sealed class PendingTotals
{
    public int Requests { get; set; }

    /// <summary>Clients that have any.</summary>
    public int Clients { get; set; }
}
