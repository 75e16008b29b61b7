using System.Buffers;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Commands.Tests;

/// <summary>Golden files are what redis-server 7.0.15 answered to COMMAND INFO of every command we share with it.</summary>
public sealed class CommandRepliesTests
{
    [Theory]
    [InlineData(RespVersion.Resp2, "command-info.resp2")]
    [InlineData(RespVersion.Resp3, "command-info.resp3")]
    [InlineData(RespVersion.Resp2, "command-info-lists-sorted-sets.resp2")]
    [InlineData(RespVersion.Resp3, "command-info-lists-sorted-sets.resp3")]
    public void Entries_equal_those_of_Redis_byte_for_byte(RespVersion version, string golden)
    {
        var expected = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", golden));
        Assert.Equal(RespStatus.Done, RespReader.TryRead(expected, RespLimits.Default, out var entries, out _));
        var names = entries!.Items.Select(entry => entry.Items[0].Text);
        var actual = Reply("COMMAND INFO " + string.Join(' ', names), version);
        Assert.Equal(Encoding.ASCII.GetString(expected), Encoding.ASCII.GetString(actual));
    }

    [Fact]
    public void All_commands_are_listed_but_internal_ones()
    {
        var all = Read("COMMAND");
        Assert.Equal(Read("COMMAND COUNT").Integer, all.Items.Count);
        Assert.Equal(Read("COMMAND INFO").Items.Count, all.Items.Count);
        Assert.DoesNotContain(all.Items, entry => entry.Items[0].Text.StartsWith("k8s", StringComparison.Ordinal));
        Assert.Equal("[null]", Read("COMMAND INFO k8scache").ToString());
        Assert.Equal("[null, null]", Read("COMMAND INFO nosuch config|nosuch").ToString());
        var config = all.Items.Single(entry => entry.Items[0].Text == "config");
        Assert.Equal(["config|get", "config|help", "config|resetstat", "config|rewrite", "config|set"], config.Items[9].Items.Select(entry => entry.Items[0].Text));
    }

    [Theory]
    [InlineData("COMMAND GETKEYS mset a 1 b 2", "[\"a\", \"b\"]")]
    [InlineData("COMMAND GETKEYS get a", "[\"a\"]")]
    [InlineData("COMMAND GETKEYSANDFLAGS set a b", "[[\"a\", [RW, access, update, variable_flags]]]")]
    [InlineData("COMMAND GETKEYS zunion 2 a b weights 1 2", "[\"a\", \"b\"]")]
    [InlineData("COMMAND GETKEYS zunionstore d 2 a b weights 1 2", "[\"d\", \"a\", \"b\"]")]
    [InlineData("COMMAND GETKEYS lmpop 1 a left", "[\"a\"]")]
    [InlineData("COMMAND GETKEYS zunion 2 a", "-ERR Invalid arguments specified for command")]
    [InlineData("COMMAND GETKEYS zunion 0 a", "-ERR Invalid arguments specified for command")]
    [InlineData("COMMAND GETKEYS zunionstore d x a", "-ERR Invalid arguments specified for command")]
    [InlineData("COMMAND GETKEYSANDFLAGS zdiffstore d 1 a", "[[\"d\", [OW, update]], [\"a\", [RO, access]]]")]
    [InlineData("COMMAND GETKEYSANDFLAGS lmove a b left left", "[[\"a\", [RW, access, delete]], [\"b\", [RW, insert]]]")]
    [InlineData("COMMAND GETKEYS ping a", "-ERR The command has no key arguments")]
    [InlineData("COMMAND GETKEYS get a b", "-ERR Invalid number of arguments specified for command")]
    [InlineData("COMMAND GETKEYS nosuch a", "-ERR Invalid command specified")]
    [InlineData("COMMAND GETKEYS config nosuch a", "-ERR Invalid command specified")]
    [InlineData("COMMAND GETKEYS k8scache apply a", "-ERR Invalid command specified")]
    [InlineData("COMMAND LIST FILTERBY PATTERN HGET*", "[\"hget\", \"hgetall\", \"hgetdel\", \"hgetex\"]")]
    [InlineData("COMMAND LIST FILTERBY PATTERN config*", "[\"config\", \"config|get\", \"config|help\", \"config|resetstat\", \"config|rewrite\", \"config|set\"]")]
    [InlineData("COMMAND LIST FILTERBY ACLCAT hyperloglog", "[\"pfadd\", \"pfcount\", \"pfmerge\"]")]
    [InlineData("COMMAND LIST FILTERBY ACLCAT nosuch", "[]")]
    [InlineData("COMMAND LIST FILTERBY MODULE x", "[]")]
    [InlineData("COMMAND LIST FILTERBY foo x", "-ERR syntax error")]
    [InlineData("COMMAND LIST foo", "-ERR syntax error")]
    public void Subcommands_answer_as_Redis_does(string line, string expected) =>
        Assert.Equal(expected, Read(line).ToString());

    [Fact]
    public void Documentation_is_a_map_of_maps()
    {
        Assert.Equal(
            "{\"get\", {\"summary\", \"Get the value of a key\", \"since\", \"1.0.0\", \"group\", \"string\", \"complexity\", \"O(1)\"}}",
            Read("COMMAND DOCS get").ToString());
        Assert.Equal("{}", Read("COMMAND DOCS nosuch").ToString());
        Assert.Contains("\"config|get\"", Read("COMMAND DOCS config").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_the_subcommands()
    {
        var lines = Read("COMMAND HELP").Items.Select(line => line.Text).ToList();
        Assert.Contains("COUNT", lines);
        Assert.Contains("    Get total number of Redis commands.", lines);
    }

    private static RespValue Read(string line)
    {
        Assert.Equal(RespStatus.Done, RespReader.TryRead(Reply(line, RespVersion.Resp3), RespLimits.Default, out var value, out _));
        return value!;
    }

    private static byte[] Reply(string line, RespVersion version)
    {
        new RespRequestParser(RespLimits.Default).TryParse(Encoding.ASCII.GetBytes(line + "\n"), out _, out var request);
        Assert.Equal(CommandLookup.Found, CommandTable.Default.Resolve(request, out var command));
        var output = new ArrayBufferWriter<byte>();
        CommandReplies.Default.Write(command!, request, new RespWriter(output, version));
        return output.WrittenSpan.ToArray();
    }
}
