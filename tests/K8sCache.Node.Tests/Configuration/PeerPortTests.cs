using K8sCache.Node.Configuration;

namespace K8sCache.Node.Tests.Configuration;

public sealed class PeerPortTests
{
    [Theory]
    [InlineData("--port 7000", 7001)]
    [InlineData("--port 7000 --admin-port 7001", 7002)]
    [InlineData("--port 65535", 65534)]
    [InlineData("--port 65534 --admin-port 65535", 65533)]
    [InlineData("--port 7000 --peer-port 7100", 7100)]
    [InlineData("--port 0 --admin-port 0", 0)]
    public void A_node_alone_starts_whatever_its_ports_are(string line, int expected)
    {
        var (options, problems) = Bound(line);
        Assert.Empty(problems);
        Assert.Equal(expected, options.PeerPort);
    }

    [Theory]
    [InlineData("--port 7000 --admin-port 7001 --topology t", "--peer-port is 7001 (one above --port unless given), which is --admin-port; give another")]
    [InlineData("--port 65535 --topology t", "--peer-port would be 65536; give one")]
    [InlineData("--port 7000 --peer-port 7000", "--peer-port is 7000 (one above --port unless given), which is --port; give another")]
    [InlineData("--port 7000 --admin-port 7000", "--port and --admin-port are both 7000")]
    public void One_that_others_look_for_has_the_port_they_expect_or_says_why_not(string line, string problem) =>
        Assert.Equal([problem], Bound(line).Problems);

    private static (NodeOptions Options, List<string> Problems) Bound(string line)
    {
        var parsed = NodeOptionTable.Table.Parse(line.Split(' '), _ => null);
        Assert.Empty(parsed.Errors);
        var problems = new List<string>();
        return (NodeOptionTable.Bound(parsed.Values, problems), problems);
    }
}
