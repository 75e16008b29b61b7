using System.Globalization;

namespace K8sCache.Simulator;

/// <summary>What to simulate, how long, and where the chart goes.</summary>
internal sealed record SimulatorOptions
{
    public const string Usage =
        "usage: k8scache-sim [--check] [--targets] [--pick] [--scenario NAME[,NAME]] [--only SCHEDULER] [--seeds N] [--first-seed N] [--scale FACTOR] [--svg FILE]";

    public static string Help =>
        $"""
        {Usage}

        Compares the schedulers in simulated clusters; the same seeds give the same digits.

        --check            exit with 1 when a target is missed
        --targets          the targets alone, no table a scenario
        --pick             only what a pick costs, measured
        --scenario NAMES   tables of these alone: {string.Join(", ", Simulator.Scenarios.All.Concat(Simulator.Scenarios.ReplicationFactors).Select(scenario => scenario.Name))}
        --only SCHEDULER   one scheduler alone
        --seeds N          runs of each; default 3
        --first-seed N     the first one's seed; default 101
        --scale FACTOR     multiplies the length of a run; default 1
        --svg FILE         writes the chart
        """;

    /// <summary>Exit with 1 when a target is missed.</summary>
    public bool Check { get; init; }

    /// <summary>Only the targets, no table a scenario.</summary>
    public bool TargetsOnly { get; init; }

    /// <summary>Only what a pick costs.</summary>
    public bool PickOnly { get; init; }

    /// <summary>Names of scenarios to show; all when empty. With names, targets are left out.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];

    /// <summary>Name of the one scheduler to show; all when null.</summary>
    public string? Only { get; init; }

    public int Seeds { get; init; } = 3;

    /// <summary>Those the parameters were not chosen on.</summary>
    public int FirstSeed { get; init; } = 101;

    public double Scale { get; init; } = 1;

    public string? Svg { get; init; }

    /// <summary>Null, with what is wrong, if the arguments are not understood.</summary>
    public static SimulatorOptions? Parse(string[] args, out string problem)
    {
        problem = "";
        var options = new SimulatorOptions();
        for (var i = 0; i < args.Length; i++)
        {
            var flag = args[i] switch
            {
                "--check" => options with { Check = true },
                "--targets" => options with { TargetsOnly = true },
                "--pick" => options with { PickOnly = true },
                _ => null,
            };
            var next = flag ?? (++i < args.Length ? options.With(args[i - 1], args[i]) : null);
            if (next is null)
            {
                problem = $"'{string.Join(' ', args[(flag is null ? i - 1 : i)..Math.Min(i + 1, args.Length)])}' is not understood";
                return null;
            }

            options = next;
        }

        return options;
    }

    private SimulatorOptions? With(string name, string value) => name switch
    {
        "--scenario" => this with { Scenarios = value.Split(',') },
        "--only" => this with { Only = value },
        "--seeds" when int.TryParse(value, CultureInfo.InvariantCulture, out var seeds) && seeds is > 0 and <= 1000 => this with { Seeds = seeds },
        "--first-seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed) => this with { FirstSeed = seed },
        "--scale" when double.TryParse(value, CultureInfo.InvariantCulture, out var scale) && scale is > 0 and <= 1000 => this with { Scale = scale },
        "--svg" => this with { Svg = value },
        _ => null,
    };
}
