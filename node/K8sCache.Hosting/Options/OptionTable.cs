using System.Net;

namespace K8sCache.Hosting.Options;

/// <summary>
/// The options of one program, as data: the same rows drive flags, environment variables, <c>--help</c> and the docs.
/// A flag wins over the environment, the environment over the default.
/// </summary>
public sealed class OptionTable(string program, string summary)
{
    public const string EnvironmentPrefix = "K8SCACHE_";

    private readonly List<Option> _options = [];

    public string Program { get; } = program;

    public string Summary { get; } = summary;

    public IReadOnlyList<Option> Options => _options;

    /// <summary>A line shown under the options in <c>--help</c>.</summary>
    public string Footer { get; init; } = "";

    public Option<T> Add<T>(string name, string valueName, OptionValueParser<T> parser, T defaultValue,
        string defaultText, string description)
        => Register(new Option<T>(name, valueName, description, parser, defaultValue, defaultText));

    /// <summary>An option that is absent (<c>null</c>) unless given.</summary>
    public Option<string?> AddOptional(string name, string valueName, OptionValueParser<string> parser, string description)
        => Register(new Option<string?>(name, valueName, description,
            new(parser.Allowed, (string text, out string? value) => parser.TryParse(text, out value)), null, ""));

    public RepeatedOption<T> AddRepeated<T>(string name, string valueName, OptionValueParser<T> parser, string description)
        => Register(new RepeatedOption<T>(name, valueName, description, parser));

    public Option<int> AddPort(string name, int defaultPort, string description)
        => Add(name, "PORT", OptionParsers.Port, defaultPort, $"{defaultPort}", description);

    public Option<int> AddInt(string name, int min, int max, int defaultValue, string description)
        => Add(name, "N", OptionParsers.Int(min, max), defaultValue, $"{defaultValue}", description);

    public Option<long> AddByteSize(string name, long min, long max, long defaultValue, string description)
        => Add(name, "SIZE", OptionParsers.ByteSize(min, max), defaultValue, ByteSize.Format(defaultValue), description);

    public Option<TimeSpan> AddDuration(string name, TimeSpan min, TimeSpan max, TimeSpan defaultValue, string description)
        => Add(name, "DURATION", OptionParsers.Duration(min, max), defaultValue, Durations.Format(defaultValue), description);

    public Option<IPAddress> AddAddress(string name, IPAddress defaultValue, string description)
        => Add(name, "ADDRESS", OptionParsers.Address, defaultValue, defaultValue.ToString(), description);

    public Option<TEnum> AddChoice<TEnum>(string name, TEnum defaultValue, string description) where TEnum : struct, Enum
        => Add(name, "NAME", OptionParsers.Choice<TEnum>(), defaultValue, defaultValue.ToString(), description);

    /// <summary>A switch: <c>--name</c> alone turns it on; <c>--name=false</c> off.</summary>
    public Option<bool> AddSwitch(string name, string description)
        => Add(name, "", OptionParsers.Bool, false, "", description);

    public OptionParseResult Parse(IReadOnlyList<string> args, Func<string, string?> environment)
        => OptionParsing.Parse(this, args, environment);

    private TOption Register<TOption>(TOption option) where TOption : Option
    {
        if (_options.Exists(o => o.Name == option.Name))
        {
            throw new ArgumentException($"The option --{option.Name} is in the table already.", nameof(option));
        }
        _options.Add(option);
        return option;
    }
}
