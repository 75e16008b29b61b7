using K8sCache.Commands;
using K8sCache.Serving.Clients;

namespace K8sCache.Serving.Tests.Clients;

public sealed class ClientPauseTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ClientPause _pause;
    private int _changes;

    public ClientPauseTests()
    {
        _pause = new ClientPause(_time);
        _pause.Changed += () => _changes++;
    }

    [Theory]
    [InlineData("CLIENT PAUSE 10 ALL x", "-ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.\r\n")]
    [InlineData("CLIENT PAUSE abc foo", "-ERR CLIENT PAUSE mode must be WRITE or ALL\r\n")]
    [InlineData("CLIENT PAUSE 99999999999999999999", "-ERR timeout is not an integer or out of range\r\n")]
    [InlineData("CLIENT PAUSE -1", "-ERR timeout is negative\r\n")]
    [InlineData("CLIENT PAUSE 9223372036854775807", "-ERR timeout is out of range\r\n")]
    public void What_cannot_be_is_refused_as_by_Redis(string line, string expected)
    {
        Assert.Equal(expected, Requests.Ask(line, _pause.Begin));
        Assert.False(_pause.IsOn);
        Assert.Equal(0, _changes);
    }

    [Fact]
    public void It_ends_by_itself_or_when_told()
    {
        Assert.Equal("+OK\r\n", Requests.Ask("client pause 500", _pause.Begin));
        Assert.True(_pause.IsOn);
        Assert.InRange(_pause.Left, TimeSpan.FromMilliseconds(499), TimeSpan.FromMilliseconds(500));
        _time.Advance(TimeSpan.FromMilliseconds(501));
        Assert.False(_pause.IsOn);
        Requests.Ask("client pause 500", _pause.Begin);
        _pause.End();
        Assert.False(_pause.IsOn);
        Assert.Equal(TimeSpan.Zero, _pause.Left);
        Assert.Equal(3, _changes);
    }

    [Fact]
    public void One_that_is_on_is_only_made_longer_and_stricter()
    {
        Requests.Ask("client pause 500 all", _pause.Begin);
        Requests.Ask("client pause 100 write", _pause.Begin);
        Assert.True(_pause.IsAll);
        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.True(_pause.IsOn);
        _time.Advance(TimeSpan.FromMilliseconds(101));
        Requests.Ask("client pause 100 write", _pause.Begin);
        Assert.True(_pause.IsOn);
        Assert.False(_pause.IsAll);
    }

    /// <summary>As redis-server 7.2 takes: until the end of what 64 bits hold.</summary>
    [Fact]
    public void A_very_long_one_is_taken()
    {
        Assert.Equal("+OK\r\n", Requests.Ask("client pause 9223372036854775", _pause.Begin));
        _time.Advance(TimeSpan.FromDays(3650));
        Assert.True(_pause.IsOn);
    }

    [Fact]
    public void Writes_wait_alone_unless_all_is_paused()
    {
        var (get, set, exec) = (Command("get"), Command("set"), Command("exec"));
        Requests.Ask("client pause 500 write", _pause.Begin);
        Assert.False(_pause.IsFor(get, execWrites: false));
        Assert.True(_pause.IsFor(set, execWrites: false));
        Assert.False(_pause.IsFor(exec, execWrites: false));
        Assert.True(_pause.IsFor(exec, execWrites: true));
        Requests.Ask("client pause 500", _pause.Begin);
        Assert.True(_pause.IsFor(get, execWrites: false));
    }

    private static CommandSpec Command(string name) => CommandTable.Default.Find(System.Text.Encoding.ASCII.GetBytes(name))!;
}
