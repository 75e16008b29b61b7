using System.Net;
using K8sCache.Resp;
using K8sCache.Serving.Clients;
using Microsoft.Extensions.Logging;

namespace K8sCache.Serving.Tests.Clients;

public sealed class CrossProtocolGuardTests
{
    private static readonly IPEndPoint Peer = new(IPAddress.Loopback, 4711);

    private readonly FakeTimeProvider _time = new();
    private readonly Lines _lines = new();
    private readonly CrossProtocolGuard _guard;

    public CrossProtocolGuardTests() => _guard = new CrossProtocolGuard(_time, _lines);

    [Theory]
    [InlineData("POST / HTTP/1.1", true)]
    [InlineData("post", true)]
    [InlineData("Host: localhost:6379", true)]
    [InlineData("HOST: x", true)]
    [InlineData("Host x", false)]
    [InlineData("POSTS x", false)]
    [InlineData("PUT / HTTP/1.1", false)]
    public void Words_of_HTTP_are_known_in_any_case(string line, bool expected)
    {
        var caught = false;
        Requests.Ask(line, (in RespRequest request, RespWriter _) => caught = _guard.Catches(request, Peer));
        Assert.Equal(expected, caught);
        Assert.Equal(expected ? 1 : 0, _lines.Count);
    }

    [Fact]
    public void It_is_logged_with_who_it_was_and_once_a_minute()
    {
        for (var time = 0; time < 3; time++)
            Requests.Ask("POST", (in RespRequest request, RespWriter _) => Assert.True(_guard.Catches(request, Peer)));
        var line = Assert.Single(_lines);
        Assert.StartsWith("Warning: Possible SECURITY ATTACK: 127.0.0.1:4711 sent POST or Host:", line, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(61));
        Requests.Ask("POST", (in RespRequest request, RespWriter _) => Assert.True(_guard.Catches(request, Peer)));
        Assert.EndsWith("2 more such were not logged", _lines[1], StringComparison.Ordinal);
    }

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add($"{logLevel}: {formatter(state, exception)}");
    }
}
