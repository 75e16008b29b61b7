using System.Buffers;
using System.Text;
using K8sCache.Resp;

namespace K8sCache.Commands.Tests;

public sealed class CommandTableTests
{
    private static readonly CommandTable Table = CommandTable.Default;

    public static TheoryData<string> Names => [.. AllCommands().Select(command => command.Name)];

    [Fact]
    public void Every_command_has_exactly_one_row()
    {
        var ids = AllCommands().Select(command => command.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(Enum.GetValues<CommandId>().Order(), ids.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_is_consistent(string name)
    {
        var command = AllCommands().Single(row => row.Name == name);
        Assert.Equal(name, name.ToLowerInvariant());
        Assert.NotEqual(0, command.Arity);
        Assert.NotEmpty(command.Summary);
        Assert.NotEmpty(command.Complexity);
        Assert.False(command.IsWrite && command.IsReadOnly);
        Assert.Equal(command.Keys.Any, command.KeyUse.Length > 0);
        Assert.Equal(command.Keys.CountAt > 0, (command.Flags & CommandFlags.MovableKeys) != 0);
        Assert.Equal(
            command.Keys.Any,
            command.Route is CommandRoute.SingleKey or CommandRoute.OneSlot or CommandRoute.SplitByKey);
        Assert.Equal(
            command.Route is CommandRoute.SplitByKey or CommandRoute.AllNodes, command.Join != ReplyJoin.None);
        Assert.All(command.Subcommands, sub => Assert.StartsWith(name + "|", sub.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("get", CommandId.Get)]
    [InlineData("GET", CommandId.Get)]
    [InlineData("gEt", CommandId.Get)]
    [InlineData("HGETALL", CommandId.HGetAll)]
    [InlineData("flushall", CommandId.FlushAll)]
    [InlineData("K8SCACHE", CommandId.K8sCache)]
    public void A_name_is_found_in_any_case(string name, CommandId expected) =>
        Assert.Equal(expected, Table.Find(Encoding.ASCII.GetBytes(name))!.Id);

    [Theory]
    [InlineData("")]
    [InlineData("ge")]
    [InlineData("gett")]
    [InlineData("g\0t")]
    [InlineData("GE\u00d4")]
    [InlineData("get ")]
    [InlineData("flushal\u001c")]
    [InlineData("config|get")]
    public void Another_name_is_not(string name) => Assert.Null(Table.Find(Encoding.Latin1.GetBytes(name)));

    [Theory]
    [InlineData("get k", CommandLookup.Found, CommandId.Get)]
    [InlineData("get", CommandLookup.WrongArity, CommandId.Get)]
    [InlineData("get k k", CommandLookup.WrongArity, CommandId.Get)]
    [InlineData("set k v ex 1", CommandLookup.Found, CommandId.Set)]
    [InlineData("Config Get *", CommandLookup.Found, CommandId.ConfigGet)]
    [InlineData("config", CommandLookup.WrongArity, CommandId.Config)]
    [InlineData("config get", CommandLookup.WrongArity, CommandId.ConfigGet)]
    [InlineData("config nosuch", CommandLookup.UnknownSubcommand, CommandId.Config)]
    [InlineData("command", CommandLookup.Found, CommandId.Command)]
    [InlineData("command count", CommandLookup.Found, CommandId.CommandCount)]
    public void A_request_resolves_to_its_command(string line, CommandLookup expected, CommandId id)
    {
        Assert.Equal(expected, Table.Resolve(Parse(line), out var command));
        Assert.Equal(id, command!.Id);
    }

    [Theory]
    [InlineData("foo", "-ERR unknown command 'foo', with args beginning with: \r\n")]
    [InlineData("foo bar 'a b'", "-ERR unknown command 'foo', with args beginning with: 'bar' 'a b' \r\n")]
    [InlineData("foo \"\\xff\\n\"", "-ERR unknown command 'foo', with args beginning with: '\u00ff ' \r\n")]
    [InlineData("config nosuch", "-ERR unknown subcommand 'nosuch'. Try CONFIG HELP.\r\n")]
    [InlineData("get", "-ERR wrong number of arguments for 'get' command\r\n")]
    [InlineData("config get", "-ERR wrong number of arguments for 'config|get' command\r\n")]
    public void What_does_not_resolve_is_answered_in_Redis_words(string line, string expected) =>
        Assert.Equal(expected, ErrorOf(line));

    [Fact]
    public void Long_names_and_arguments_are_cut()
    {
        var x = new string('x', 200);
        var cut = x[..128];
        Assert.Equal($"-ERR unknown command '{cut}', with args beginning with: 'a' \r\n", ErrorOf($"{x} a"));
        Assert.Equal(
            $"-ERR unknown command 'foo', with args beginning with: 'bar' '{x[..122]}' \r\n", ErrorOf($"foo bar {x} a"));
        Assert.Equal($"-ERR unknown subcommand '{cut}'. Try CONFIG HELP.\r\n", ErrorOf($"config {x}"));
    }

    [Theory]
    [InlineData("get k", 1)]
    [InlineData("mget a b c", 3)]
    [InlineData("mset a 1 b 2", 2)]
    [InlineData("ping", 0)]
    public void Keys_are_counted(string line, int expected)
    {
        var request = Parse(line);
        Table.Resolve(request, out var command);
        Assert.Equal(expected, command!.Keys.CountIn(request.Count));
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        var request = Parse("CONFIG GET maxmemory");
        Table.Resolve(request, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
            Table.Resolve(request, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static IEnumerable<CommandSpec> AllCommands() =>
        Table.Commands.SelectMany(command => command.Subcommands.Prepend(command));

    private static RespRequest Parse(string line)
    {
        new RespRequestParser(RespLimits.Default).TryParse(Encoding.Latin1.GetBytes(line + "\n"), out _, out var request);
        return request;
    }

    private static string ErrorOf(string line)
    {
        var request = Parse(line);
        var lookup = Table.Resolve(request, out var command);
        var output = new ArrayBufferWriter<byte>();
        CommandErrors.Write(new RespWriter(output, RespVersion.Resp2), lookup, request, command);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }
}
