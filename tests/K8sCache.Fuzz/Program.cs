using System.Globalization;
using K8sCache.Fuzz;

// k8scache-fuzz [target] [--seconds N] [--seed S]: all targets, or one, for N seconds each (10), from a seed (1).
string? wanted = null;
var seconds = 10.0;
var seed = 1;
for (var i = 0; i < args.Length; i++)
{
    var value = i + 1 < args.Length ? args[i + 1] : "";
    if (args[i] == "--seconds" && double.TryParse(value, CultureInfo.InvariantCulture, out seconds))
        i++;
    else if (args[i] == "--seed" && int.TryParse(value, CultureInfo.InvariantCulture, out seed))
        i++;
    else if (wanted is null && FuzzTargets.All.Any(target => target.Name == args[i]))
        wanted = args[i];
    else
        return Usage(args[i]);
}

var time = TimeProvider.System;
foreach (var target in FuzzTargets.All.Where(target => wanted is null || target.Name == wanted))
{
    var start = time.GetTimestamp();
    try
    {
        var iterations = FuzzRunner.Run(target, seed, _ => time.GetElapsedTime(start).TotalSeconds < seconds);
        Console.WriteLine($"{target.Name}\t{iterations}\tinputs held");
    }
    catch (FuzzFailureException failure)
    {
        Console.Error.WriteLine(failure);
        return 1;
    }
}

return 0;

static int Usage(string argument)
{
    Console.Error.WriteLine($"k8scache-fuzz: '{argument}' is not understood.");
    Console.Error.WriteLine("usage: k8scache-fuzz [target] [--seconds N] [--seed S]");
    Console.Error.WriteLine($"targets: {string.Join(", ", FuzzTargets.All.Select(target => target.Name))}");
    return 2;
}
