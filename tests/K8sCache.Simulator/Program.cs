using K8sCache.Simulator;
using K8sCache.Simulator.Reporting;

// k8scache-sim: compares schedulers in simulated clusters; tables on standard output, the same for the same seed but for
// the last, which is measured.
if (args is ["--help" or "-h" or "help", ..])
{
    Console.WriteLine(SimulatorOptions.Help);
    return 0;
}

if (SimulatorOptions.Parse(args, out var problem) is not { } options)
{
    Console.Error.WriteLine($"k8scache-sim: {problem}; --help says more");
    return 2;
}

if (options.Scenarios.Except(Scenarios.All.Concat(Scenarios.ReplicationFactors).Select(scenario => scenario.Name)).ToList() is { Count: > 0 } unknown)
{
    Console.Error.WriteLine($"k8scache-sim: no scenario {string.Join(", ", unknown)}; there are {string.Join(", ", Scenarios.All.Select(scenario => scenario.Name))}");
    return 2;
}

var runner = new Runner(options.FirstSeed, options.Seeds, options.Scale);
var missed = 0;
if (!options.TargetsOnly && !options.PickOnly)
{
    var shown = Scenarios.All.Concat(Scenarios.ReplicationFactors).Where(scenario => options.Scenarios.Count == 0 || options.Scenarios.Contains(scenario.Name)).ToList();
    ScenarioTables.Write(Console.Out, runner, shown, options.Only);
}

if (options.Scenarios.Count == 0 && !options.PickOnly)
    missed += TargetTable.Write(Console.Out, runner);
if (options.Scenarios.Count == 0)
    missed += PickCost.Write(Console.Out, TimeProvider.System);
if (options.Svg is { } file)
    File.WriteAllText(file, Chart.Draw(runner));
return options.Check && missed > 0 ? 1 : 0;
