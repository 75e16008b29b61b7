using K8sCache.Node.Commands;
using K8sCache.Node.Serving;
using K8sCache.Serving.Clients;

namespace K8sCache.Node.Sessions;

/// <summary>Once a second closes a loop's clients that are idle for too long, or leave too much unread for too long.</summary>
internal sealed class ClientSweeper(LoopState loop)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>From any thread.</summary>
    public void Start() => loop.Loop.Post(static self => ((ClientSweeper)self!).Schedule(), this);

    private void Schedule() => loop.Loop.Schedule(Period, static self => ((ClientSweeper)self!).Sweep(), this);

    private void Sweep()
    {
        Schedule(); // First: what fails below must not end it.
        var settings = loop.Node.Settings;
        if (settings.IdleSeconds > 0 || settings.OutputLimit.SoftBytes > 0)
        {
            foreach (var session in loop.Node.Clients.Sessions)
            {
                if (session.Loop == loop && Excess(session) is { } reason)
                    session.CloseAtOnce(reason);
            }
        }

        if (loop.Loop.Index == 0)
        {
            var totals = NodeTotals.Of(loop.Node);
            loop.Node.Rates.Note(totals.Commands, totals.BytesIn, totals.BytesOut);
        }
    }

    private ClosingReason? Excess(ClientSession session)
    {
        var settings = loop.Node.Settings;
        if (session.StaysAboveSoftLimit(settings.OutputLimit, loop.Loop.Timestamp))
            return ClosingReason.OutputBuffer;
        // Routers and nodes keep connections on purpose.
        var mayIdle = session.IsPeer || session.IsRouter || settings.IdleSeconds == 0;
        return !mayIdle && session.Identity.IdleSeconds(loop.Node.Time) >= settings.IdleSeconds ? ClosingReason.Idle : null;
    }
}
