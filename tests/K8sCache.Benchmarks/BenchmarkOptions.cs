using System.Globalization;

namespace K8sCache.Benchmarks;

/// <summary>What to measure, and for how long.</summary>
internal sealed record BenchmarkOptions
{
    public static string Usage =>
        $$"""
        usage: k8scache-bench MODE [--rounds N] [--scale FACTOR] [--only PART] [--seconds N]

        MODE:
        {{string.Join('\n', BenchmarkModes.All.Select(mode => $"  {mode.Key,-12} {mode.Value.Summary}{PartsOf(mode.Value)}"))}}

        --rounds N      measure so often and take the median, 1 to 1000; default 3
        --scale FACTOR  multiplies a run's requests or seconds, up to 1000; default 1
        --only PART     a part of the mode alone
        --seconds N     how long a run over time takes; default 60

        Rows of name, value and unit go to standard output. Exit code 1: a target is missed, or something could not be measured; 2: wrong arguments.
        """;

    /// <summary>One of <see cref="BenchmarkModes.All"/>.</summary>
    public required string Mode { get; init; }

    /// <summary>Every server is measured once a round, in turn; the median of the rounds counts.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>Multiplies the number of requests of a run, or its seconds.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Of a run over time.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>The one part of the mode to run; null for all.</summary>
    public string? Only { get; init; }

    public bool Includes(string part) => Only is null || Only == part;

    /// <summary>Null, with what is wrong, if the arguments are not understood.</summary>
    public static BenchmarkOptions? Parse(string[] args, out string problem)
    {
        problem = "";
        if (args.Length == 0 || !BenchmarkModes.All.TryGetValue(args[0], out var mode))
        {
            problem = $"the first argument must be one of {string.Join(", ", BenchmarkModes.All.Keys)}";
            return null;
        }

        var options = new BenchmarkOptions { Mode = args[0] };
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            if (args[i] == "--rounds" && int.TryParse(value, CultureInfo.InvariantCulture, out var rounds) && rounds is > 0 and <= 1000)
            {
                options = options with { Rounds = rounds };
            }
            else if (args[i] == "--scale" && double.TryParse(value, CultureInfo.InvariantCulture, out var scale) && scale is > 0 and <= 1000)
            {
                options = options with { Scale = scale };
            }
            else if (args[i] == "--seconds" && int.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400)
            {
                options = options with { Seconds = seconds };
            }
            else if (args[i] == "--only" && mode.Parts.Contains(value))
            {
                options = options with { Only = value };
            }
            else
            {
                problem = $"'{args[i]} {value}' is not understood";
                return null;
            }
        }

        return options;
    }

    private static string PartsOf(BenchmarkMode mode) => mode.Parts.Count == 0 ? "" : $"; parts: {string.Join(", ", mode.Parts)}";
}
