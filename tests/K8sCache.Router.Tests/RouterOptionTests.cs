using K8sCache.Router.Configuration;

namespace K8sCache.Router.Tests;

public sealed class RouterOptionTests
{
    [Fact]
    public void Defaults_are_the_records()
    {
        var options = RouterOptionTable.Bound(RouterOptionTable.Table.Parse([], _ => null).Values, []);
        Assert.Equal(new RouterOptions { Port = 6379, AdminPort = 9090 }, options);
    }

    [Fact]
    public void Every_bad_option_is_reported_at_once()
    {
        var parsed = RouterOptionTable.Table.Parse(["--port", "70000", "--threads", "0", "--nope"], name => name == "K8SCACHE_STALL_TIMEOUT" ? "soon" : null);
        Assert.Equal(4, parsed.Errors.Count);
    }

    [Fact]
    public void Ports_must_differ()
    {
        var problems = new List<string>();
        RouterOptionTable.Bound(RouterOptionTable.Table.Parse(["--port", "7000", "--admin-port", "7000"], _ => null).Values, problems);
        Assert.Single(problems);
    }
}
