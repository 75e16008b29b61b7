using K8sCache.Node.Serving;

namespace K8sCache.Node.Sessions;

/// <summary>Carries CLIENT PAUSE to each loop's sessions, so that a command looks only at its own session's modes.</summary>
internal static class PausedLoops
{
    /// <summary>From any thread, when a pause began, grew or was ended.</summary>
    public static void Apply(NodeContext node)
    {
        foreach (var loop in node.Loops)
            loop.Loop.Post(static state => Apply((LoopState)state!), loop);
    }

    private static void Apply(LoopState loop)
    {
        // It may have been made longer: then this was the timer of the one before, or it was early by a tick.
        var left = loop.Node.Pause.Left;
        SetPaused(loop, left > TimeSpan.Zero);
        if (left > TimeSpan.Zero)
            loop.Loop.Schedule(left, static state => Apply((LoopState)state!), loop);
    }

    private static void SetPaused(LoopState loop, bool isPaused)
    {
        foreach (var session in loop.Node.Clients.Sessions)
        {
            if (session.Loop == loop && !session.IsPeer)
                session.SetPaused(isPaused);
        }
    }
}
