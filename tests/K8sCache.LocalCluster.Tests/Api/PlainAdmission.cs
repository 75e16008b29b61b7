using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Api.Metadata;

namespace K8sCache.LocalCluster.Tests.Api;

/// <summary>Admission without opinions: no defaults, no pruning, everything is valid. Tests of the core see the core alone.</summary>
internal sealed class PlainAdmission : IAdmission
{
    public IReadOnlyList<string> Decode(AdmissionContext context) => [];

    public void Mutate(AdmissionContext context)
    {
    }

    public void Prepare(AdmissionContext context)
    {
    }

    public IReadOnlyList<StatusCause> Validate(AdmissionContext context) =>
        ObjectMeta.Number(context.Object!.At("spec.replicas")) < 0
            ? [FieldErrors.Invalid("spec.replicas", "-1", "must not be negative")]
            : [];

    public void Committed(AdmissionContext context)
    {
    }

    public void FromStorage(ResourceDefinition resource, JsonObject stored)
    {
    }

    public void ToStorage(ResourceDefinition resource, JsonObject shown)
    {
    }
}
