using System.Reflection;
using System.Text.RegularExpressions;
using k8s.Models;
using K8sCache.Kubernetes.Objects;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>Finds everything that is wrong with registrations before anything runs.</summary>
internal static partial class RegistrationValidator
{
    /// <summary>All problems; none: the registrations are good.</summary>
    public static IReadOnlyList<string> Validate(IReadOnlyList<ControllerRegistration> registrations) =>
        [.. Duplicates(registrations), .. registrations.SelectMany(Problems)];

    private static IEnumerable<string> Duplicates(IReadOnlyList<ControllerRegistration> registrations)
    {
        if (registrations.Count == 0)
            yield return "No controller is registered.";
        foreach (var name in registrations.GroupBy(registration => registration.Name).Where(group => group.Count() > 1))
            yield return $"{name.Count()} controllers are named '{name.Key}'; metrics and logs tell them apart by name.";
    }

    private static IEnumerable<string> Problems(ControllerRegistration registration) =>
        OptionProblems(registration.Options)
            .Concat(FinalizerProblems(registration.FinalizerNames))
            .Concat(RightProblems(registration))
            .Select(problem => $"Controller '{registration.Name}': {problem}");

    private static IEnumerable<string> OptionProblems(ControllerOptions options)
    {
        if (options.MaxConcurrency < 1)
            yield return $"MaxConcurrency is {options.MaxConcurrency}; it must be at least 1.";
        if (options.InitialBackoff <= TimeSpan.Zero || options.InitialBackoff > options.MaxBackoff)
        {
            yield return $"InitialBackoff is {options.InitialBackoff}; "
                + $"it must be above 0 and at most MaxBackoff ({options.MaxBackoff}).";
        }
        if (options.ResyncPeriod <= TimeSpan.Zero)
            yield return $"ResyncPeriod is {options.ResyncPeriod}; it must be above 0, or null for none.";
        if (options.ReconcileTimeout <= TimeSpan.Zero)
            yield return $"ReconcileTimeout is {options.ReconcileTimeout}; it must be above 0.";
    }

    private static IEnumerable<string> FinalizerProblems(IReadOnlyList<string> names)
    {
        foreach (var name in names.Distinct())
        {
            if (!QualifiedName().IsMatch(name))
                yield return $"finalizer '{name}' is no qualified name such as 'example.com/cleanup'.";
            if (names.Count(other => other == name) > 1)
                yield return $"finalizer '{name}' is registered twice.";
        }
    }

    private static IEnumerable<string> RightProblems(ControllerRegistration registration)
    {
        var handlers = registration.HandlerTypes.ToArray();
        foreach (var entity in registration.WatchedTypes.Prepend(registration.EntityType).Distinct())
        {
            if (entity.GetCustomAttribute<KubernetesEntityAttribute>() is null)
            {
                yield return $"{entity.Name} has no [KubernetesEntity].";
                continue;
            }

            var needed = RbacVerbs.Read;
            if (entity == registration.EntityType && registration.FinalizerNames.Count > 0)
                needed |= RbacVerbs.Patch;
            var missing = needed & ~RbacCollector.VerbsOn(entity, handlers);
            if (missing != RbacVerbs.None)
                yield return $"no [EntityRbac] grants {missing} on {entity.Name}.";
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")]
    private static partial Regex QualifiedName();
}
