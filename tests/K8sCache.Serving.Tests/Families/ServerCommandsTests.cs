using K8sCache.Commands;
using K8sCache.Serving.Families;

namespace K8sCache.Serving.Tests.Families;

/// <summary>What node and router answer alike; texts are those of redis-server 7.0, and of 7.2 where it changed them.</summary>
public sealed class ServerCommandsTests
{
    private readonly FakeSession _session = new();

    [Theory]
    [InlineData("CONFIG GET number SIZE", "*4\r\n$6\r\nnumber\r\n$1\r\n1\r\n$4\r\nsize\r\n$4\r\n2048\r\n")]
    [InlineData("CONFIG GET nosuch", "*0\r\n")]
    [InlineData("CONFIG SET number 5 size", "-ERR syntax error\r\n")]
    [InlineData("CONFIG SET nosuch 1", "-ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'\r\n")]
    [InlineData("CONFIG SET number 5 fixed no", "-ERR CONFIG SET failed (possibly related to argument 'fixed') - can't set immutable config\r\n")]
    [InlineData("CONFIG SET number 5 NUMBER 6", "-ERR CONFIG SET failed (possibly related to argument 'NUMBER') - duplicate parameter\r\n")]
    [InlineData("CONFIG SET number abc", "-ERR CONFIG SET failed (possibly related to argument 'number') - argument couldn't be parsed into an integer\r\n")]
    [InlineData("CONFIG SET number 101", "-ERR CONFIG SET failed (possibly related to argument 'number') - argument must be between -1 and 100 inclusive\r\n")]
    [InlineData("CONFIG SET size 1x", "-ERR CONFIG SET failed (possibly related to argument 'size') - argument must be a memory value\r\n")]
    [InlineData("CONFIG REWRITE", "-ERR The server is running without a config file\r\n")]
    public void Nothing_is_changed_by_what_is_refused(string line, string expected)
    {
        Assert.Equal(expected, Ask(line));
        Assert.Equal((1, 2048), (_session.Fake.Number, _session.Fake.Size));
    }

    [Fact]
    public void Parameters_change_together()
    {
        Assert.Equal("+OK\r\n", Ask("CONFIG SET number -1 size 4kb"));
        Assert.Equal((-1, 4096), (_session.Fake.Number, _session.Fake.Size));
        Assert.Equal("+OK\r\n", Ask("CONFIG RESETSTAT"));
        Assert.Equal(1, _session.Fake.Resets);
    }

    [Theory]
    [InlineData("CLIENT UNBLOCK 1 TIMEOUT x", "-ERR unknown subcommand or wrong number of arguments for 'UNBLOCK'. Try CLIENT HELP.\r\n")]
    [InlineData("CLIENT UNBLOCK abc foo", "-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR\r\n")]
    [InlineData("CLIENT UNBLOCK abc", "-ERR value is not an integer or out of range\r\n")]
    [InlineData("CLIENT UNBLOCK 1", ":0\r\n")]
    [InlineData("CLIENT REPLY maybe", "-ERR syntax error\r\n")]
    [InlineData("CLIENT NO-EVICT maybe", "-ERR syntax error\r\n")]
    [InlineData("CLIENT SETINFO LIB-NAME \"a b\"", "-ERR LIB-NAME cannot contain spaces, newlines or special characters.\r\n")]
    [InlineData("CLIENT SETINFO LIB-DATE x", "-ERR Unrecognized option 'LIB-DATE'\r\n")]
    [InlineData("CLIENT TRACKING ON REDIRECT 8", "-ERR nobody is there\r\n")]
    [InlineData("CLIENT GETREDIR", ":-1\r\n")]
    [InlineData("SLOWLOG GET 1 2", "-ERR unknown subcommand or wrong number of arguments for 'GET'. Try SLOWLOG HELP.\r\n")]
    [InlineData("SLOWLOG GET -2", "-ERR count should be greater than or equal to -1\r\n")]
    [InlineData("SLOWLOG LEN", ":0\r\n")]
    [InlineData("LATENCY HISTORY x", "*0\r\n")]
    [InlineData("LATENCY RESET a b", ":0\r\n")]
    [InlineData("LATENCY DOCTOR", "$12\r\nSleep well.\n\r\n")]
    [InlineData("SHUTDOWN foo", "-ERR syntax error\r\n")]
    [InlineData("SHUTDOWN NOSAVE", "-ERR not here\r\n")]
    [InlineData("WAIT a b", "-ERR value is not an integer or out of range\r\n")]
    [InlineData("WAIT 0 -1", "-ERR timeout is negative\r\n")]
    [InlineData("WAIT 1 0", ":2\r\n")]
    [InlineData("LASTSAVE", ":1767323045\r\n")]
    [InlineData("SELECT 1", "-ERR DB index is out of range\r\n")]
    [InlineData("DEBUG SLEEP 0", "-ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.\r\n")]
    public void Answers_are_those_of_Redis(string line, string expected) => Assert.Equal(expected, Ask(line));

    [Fact]
    public void DEBUG_that_is_allowed_knows_SLEEP()
    {
        _session.Fake.IsDebugEnabled = true;
        Assert.Equal("-ERR unknown subcommand or wrong number of arguments for 'foo'. Try DEBUG HELP.\r\n", Ask("DEBUG foo"));
        Assert.Equal("-ERR unknown subcommand or wrong number of arguments for 'SLEEP'. Try DEBUG HELP.\r\n", Ask("DEBUG SLEEP x"));
    }

    [Fact]
    public void Replies_are_left_out_until_they_are_wanted()
    {
        Assert.Equal("", Ask("CLIENT REPLY SKIP"));
        Assert.True(_session.LeavesOutNext);
        Assert.Equal("", Ask("CLIENT REPLY OFF"));
        Assert.True(_session.LeavesOut);
        Assert.Equal("+OK\r\n", Ask("CLIENT REPLY ON"));
        Assert.False(_session.LeavesOut);
        Ask("CLIENT REPLY OFF");
        Assert.Equal("+RESET\r\n", Ask("RESET"));
        Assert.False(_session.LeavesOut);
    }

    [Fact]
    public void Durations_are_told_of_all_commands_or_of_those_named()
    {
        const string Get = "$3\r\nget\r\n*4\r\n$5\r\ncalls\r\n:3\r\n$14\r\nhistogram_usec\r\n*4\r\n:1\r\n:2\r\n:4\r\n:3\r\n";
        const string Id = "$9\r\nclient|id\r\n*4\r\n$5\r\ncalls\r\n:1\r\n$14\r\nhistogram_usec\r\n*2\r\n:2\r\n:1\r\n";
        Assert.Equal("*4\r\n" + Get + Id, Ask("LATENCY HISTOGRAM"));
        Assert.Equal("*2\r\n" + Id, Ask("LATENCY HISTOGRAM client set"));
        Assert.Equal("*2\r\n" + Get, Ask("LATENCY HISTOGRAM GET"));
    }

    [Fact]
    public void Who_quits_is_answered_first()
    {
        Assert.Equal("+OK\r\n", Ask("QUIT"));
        Assert.True(_session.HasLeft);
    }

    [Fact]
    public void Tracking_goes_on_and_off()
    {
        Assert.Equal("+OK\r\n", Ask("CLIENT TRACKING ON REDIRECT 7"));
        Assert.Equal(":7\r\n", Ask("CLIENT GETREDIR"));
        Assert.Equal("+OK\r\n", Ask("CLIENT TRACKING OFF"));
        Assert.Null(_session.Tracking);
    }

    [Fact]
    public void Only_one_database_is_in_a_cluster()
    {
        var session = new FakeSession { IsCluster = true };
        Assert.Equal("+OK\r\n", session.Ask("SELECT 0"));
        Assert.Equal("-ERR SELECT is not allowed in cluster mode\r\n", session.Ask("SELECT 1"));
    }

    /// <summary>Each row is answered by one of the families, or by node and router each in its own way.</summary>
    [Fact]
    public void Families_are_whole()
    {
        foreach (var container in new[] { "client", "config", "slowlog", "latency", "command" })
        {
            var command = CommandTable.Default.Find(System.Text.Encoding.ASCII.GetBytes(container))!;
            Assert.All(command.Subcommands.Append(command), each => Assert.NotNull(ServerCommands.Find(each.Id)));
        }
    }

    private string Ask(string line) => _session.Ask(line);
}
