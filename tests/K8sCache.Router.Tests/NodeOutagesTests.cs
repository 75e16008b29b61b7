using K8sCache.Router.Observing;
using Microsoft.Extensions.Logging;

namespace K8sCache.Router.Tests;

public sealed class NodeOutagesTests
{
    [Fact]
    public void An_outage_is_one_story_however_many_connections_end()
    {
        var log = new Lines();
        var outages = new NodeOutages(log);
        for (var connection = 1; connection <= 300; connection++)
            outages.OnLost("n0", "h:1", "unreachable", "refused");
        Assert.Equal(3, log.Written.Count);
        Assert.EndsWith("; 256 connections lost or refused so far", log.Written[2], StringComparison.Ordinal);
        outages.OnStalled("n1", "h:2", 1000);
        outages.OnLost("n1", "h:2", "lost", "closed by the node");
        Assert.Equal(4, log.Written.Count);

        outages.OnBack("n0", "h:1");
        outages.OnBack("n0", "h:1");
        Assert.Equal(5, log.Written.Count);
        outages.OnLost("n0", "h:1", "lost", "closed by the node");
        Assert.Equal(6, log.Written.Count);
        outages.Forget("h:2");
        outages.OnBack("n1", "h:2");
        Assert.Equal(6, log.Written.Count);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
