namespace K8sCache.Hosting.Options;

/// <summary>Reads flags (<c>--name value</c>, <c>--name=value</c>) and environment variables against a table.</summary>
internal static class OptionParsing
{
    public static OptionParseResult Parse(OptionTable table, IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var errors = new List<string>();
        var given = new Dictionary<Option, List<string>>();
        var (help, version) = ReadFlags(table, args, given, errors);
        var values = new OptionValues();
        foreach (var option in table.Options)
        {
            if (given.TryGetValue(option, out var texts))
            {
                SetValue(values, option, texts, "--" + option.Name, errors);
            }
            else if (environment(option.EnvironmentName) is { Length: > 0 } text)
            {
                texts = option.IsRepeated ? [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries)] : [text];
                SetValue(values, option, texts, option.EnvironmentName, errors);
            }
        }
        return new OptionParseResult(values, errors, help, version);
    }

    private static (bool Help, bool Version) ReadFlags(
        OptionTable table, IReadOnlyList<string> args, Dictionary<Option, List<string>> given, List<string> errors)
    {
        var help = false;
        var version = false;
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg is "--help" or "-h")
            {
                help = true;
                continue;
            }
            if (arg == "--version")
            {
                version = true;
                continue;
            }
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                errors.Add($"unexpected argument '{arg}': options are written --name value");
                continue;
            }
            var equals = arg.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arg[2..] : arg[2..equals];
            var option = table.Options.FirstOrDefault(o => o.Name == name);
            var text = equals < 0 ? null : arg[(equals + 1)..];
            if (text is null && option is not { IsSwitch: true } && i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                text = args[++i];
            }
            AddFlag(table, option, name, text ?? (option is { IsSwitch: true } ? "true" : null), given, errors);
        }
        return (help, version);
    }

    private static void AddFlag(OptionTable table, Option? option, string name, string? text,
        Dictionary<Option, List<string>> given, List<string> errors)
    {
        if (option is null)
        {
            var nearest = NameDistance.Nearest(name, table.Options.Select(o => o.Name));
            errors.Add($"unknown option --{name}" + (nearest is null ? "; --help lists them" : $"; did you mean --{nearest}?"));
        }
        else if (text is null)
        {
            errors.Add($"--{name} needs a value: {option.Allowed}");
        }
        else if (!given.TryGetValue(option, out var texts))
        {
            given[option] = [text];
        }
        else if (option.IsRepeated)
        {
            texts.Add(text);
        }
        else
        {
            errors.Add($"--{name} is given twice");
        }
    }

    private static void SetValue(OptionValues values, Option option, List<string> texts, string source, List<string> errors)
    {
        if (option.TryParse(texts, out var value, out var badText))
        {
            values.Set(option, value);
        }
        else
        {
            errors.Add($"{source}: '{badText}' is not allowed; give {option.Allowed}");
        }
    }
}
