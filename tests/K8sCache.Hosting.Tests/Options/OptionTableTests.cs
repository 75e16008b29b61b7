using K8sCache.Hosting.Options;

namespace K8sCache.Hosting.Tests.Options;

public sealed class OptionTableTests
{
    private static readonly OptionTable Table = new("demo", "A demo.");
    private static readonly Option<int> Port = Table.AddPort("port", 6379, "Where clients connect.");
    private static readonly Option<long> Memory = Table.AddByteSize("memory", 1 << 20, 1L << 40, 1L << 30, "For entries.");
    private static readonly Option<TimeSpan> Timeout =
        Table.AddDuration("timeout", TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), TimeSpan.FromSeconds(2), "How long.");
    private static readonly Option<bool> Quiet = Table.AddSwitch("quiet", "Say less.");
    private static readonly Option<string?> Topology = Table.AddOptional("topology", "FILE", OptionParsers.FilePath, "A file.");
    private static readonly RepeatedOption<string> Images = Table.AddRepeated("image", "NAME=DIR", OptionParsers.Text("NAME=DIR"), "Programs.");
    private static readonly Option<DayOfWeek> Day = Table.AddChoice("day", DayOfWeek.Monday, "A day.");

    private static OptionParseResult Parse(string line, params (string, string)[] environment)
        => Table.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            name => environment.FirstOrDefault(e => e.Item1 == name).Item2);

    [Fact]
    public void What_is_not_given_has_its_default()
    {
        var values = Parse("").Values;
        Assert.Equal(6379, values.Get(Port));
        Assert.Equal(1L << 30, values.Get(Memory));
        Assert.Equal(TimeSpan.FromSeconds(2), values.Get(Timeout));
        Assert.False(values.Get(Quiet));
        Assert.Null(values.Get(Topology));
        Assert.Empty(values.Get(Images));
    }

    [Fact]
    public void Flags_take_both_spellings_and_win_over_the_environment()
    {
        var parsed = Parse("--port 7001 --memory=2GiB --quiet --image a=b --image c=d",
            ("K8SCACHE_PORT", "9"), ("K8SCACHE_TIMEOUT", "250ms"));
        Assert.Empty(parsed.Errors);
        Assert.Equal(7001, parsed.Values.Get(Port));
        Assert.Equal(2L << 30, parsed.Values.Get(Memory));
        Assert.Equal(TimeSpan.FromMilliseconds(250), parsed.Values.Get(Timeout));
        Assert.True(parsed.Values.Get(Quiet));
        Assert.Equal(["a=b", "c=d"], parsed.Values.Get(Images));
    }

    [Fact]
    public void Repeated_values_from_the_environment_are_split_at_semicolons()
        => Assert.Equal(["a=b", "c=d"], Parse("", ("K8SCACHE_IMAGE", "a=b;c=d")).Values.Get(Images));

    [Fact]
    public void Every_bad_option_is_reported_at_once()
    {
        var errors = Parse("--port 70000 --memroy 1GiB --day 3 stray --timeout", ("K8SCACHE_MEMORY", "lots")).Errors;
        Assert.Equal(
            [
                "unknown option --memroy; did you mean --memory?",
                "unexpected argument 'stray': options are written --name value",
                "--timeout needs a value: a duration such as 250ms, 2s or 5m, 1ms to 1h",
                "--port: '70000' is not allowed; give a port, 0 to 65535",
                "K8SCACHE_MEMORY: 'lots' is not allowed; give a size such as 512MiB, 1MiB to 1TiB",
                "--day: '3' is not allowed; give one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday",
            ],
            errors);
    }

    [Fact]
    public void An_option_given_twice_is_an_error()
        => Assert.Equal(["--port is given twice"], Parse("--port 1 --port 2").Errors);

    [Fact]
    public void Help_shows_each_option_with_its_default()
    {
        Assert.True(Parse("--help").HelpAsked);
        var help = OptionHelp.Text(Table);
        foreach (var option in Table.Options)
        {
            Assert.Contains("--" + option.Name, help, StringComparison.Ordinal);
        }
        Assert.Contains("Where clients connect. Default: 6379.", help, StringComparison.Ordinal);
        Assert.DoesNotContain(help.Split('\n'), line => line.Length > 100);
    }

    [Fact]
    public void The_same_name_twice_in_a_table_is_refused()
        => Assert.Throws<ArgumentException>(() => new OptionTable("x", "y").AddPort("port", 1, "").ToString()
            + Table.AddPort("port", 1, ""));
}
