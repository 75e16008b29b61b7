using k8s;
using k8s.Models;
using K8sCache.Operator.Planning;

namespace K8sCache.Operator.Apply;

/// <summary>What is behind the names a cluster needs.</summary>
/// <param name="Objects">The cluster's own, by kind and name, be they in the caches yet or not.</param>
/// <param name="Taken">Names that are somebody else's, each with the reason it may not be written to.</param>
public sealed record ClaimedNames(
    IReadOnlyDictionary<(Type Kind, string Name), IKubernetesObject<V1ObjectMeta>> Objects,
    IReadOnlyDictionary<(Type Kind, string Name), SpecProblem> Taken)
{
    public bool AreFree => Taken.Count == 0;
}
