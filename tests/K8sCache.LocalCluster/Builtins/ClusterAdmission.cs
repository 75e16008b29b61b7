using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Auth;
using K8sCache.LocalCluster.CustomResources;
using K8sCache.LocalCluster.OpenApi;

namespace K8sCache.LocalCluster.Builtins;

/// <summary>Every kind's rules: custom resources by their schema, built-in kinds by the tables of this folder.</summary>
internal sealed class ClusterAdmission(
    BuiltinSchemas schemas,
    CustomResourceAdmission customResources,
    PodAdmission pods,
    ServiceAddresses services,
    EscalationCheck escalation,
    RoleGrants grants) : IAdmission
{
    public IReadOnlyList<string> Decode(AdmissionContext context)
    {
        if (context.Object is not { } json) return [];
        if (context.Resource.IsCustom) return customResources.Decode(context);
        if (schemas.Parsed(context.Resource) is not { } schema) return [];
        var problems = TypedDecoder.Decode(json, schema, context.Resource.Kind, context.Resource.Version);
        StructDefaults.Apply(json, schema);
        KindDefaults.Apply(context.Resource.Kind, json);
        return problems;
    }

    public void Mutate(AdmissionContext context)
    {
        if (context.Resource.IsCustom) customResources.Mutate(context);
        else if (context.Resource.Kind == "Pod" && context.Subresource.Length == 0) pods.Mutate(context);
        escalation.Check(context);
    }

    public void Prepare(AdmissionContext context)
    {
        if (context.Resource.IsCustom || context.Object is not { } json) return;
        switch (context.Resource.Kind)
        {
            case "Pod": PodAdmission.Prepare(context); break;
            case "Service" when context.Subresource.Length == 0: services.Prepare(context); break;
            case "Namespace" when context.OldObject is null: PrepareNamespace(json); break;
            case "Event": EventViews.FillIn(json); break;
            case "HorizontalPodAutoscaler" when context.OldObject is null:
                json["status"] = new JsonObject { ["desiredReplicas"] = 0, ["currentMetrics"] = null };
                break;
            case "CustomResourceDefinition" when context.Subresource.Length == 0: CrdDefaults.PrepareStatus(json, context.OldObject); break;
        }

        // The server has dropped a new object's status; the kinds that always write one get it back, empty.
        if (context.OldObject is null && schemas.Parsed(context.Resource) is { } schema) StructDefaults.Apply(json, schema);
    }

    public IReadOnlyList<StatusCause> Validate(AdmissionContext context)
    {
        if (context.Resource.IsCustom) return customResources.Validate(context);
        var causes = KindValidators.Validate(context);
        // Events are validated as core's, whichever group they came by, and their errors name that.
        if (causes.Count > 0 && context.Resource.Group == "events.k8s.io")
            throw Errors.Invalid("", context.Resource.Kind, JsonEdit.Text(context.Object!, "metadata.name"), causes);
        return causes;
    }

    public void Committed(AdmissionContext context)
    {
        if (context.Resource.Group == "rbac.authorization.k8s.io") grants.Invalidate();
        if (context.Resource.Kind == "Service" && !context.Resource.IsCustom)
            services.Release(context.OldObject, context.Operation == AdmissionOperation.Delete ? null : context.Object);
    }

    public void FromStorage(ResourceDefinition resource, JsonObject stored)
    {
        if (resource.IsCustom) customResources.FromStorage(resource, stored);
        else if (resource.Group == "events.k8s.io") EventViews.ToModern(stored);
    }

    public void ToStorage(ResourceDefinition resource, JsonObject shown)
    {
        if (resource.IsCustom) customResources.ToStorage(resource, shown);
        else if (resource.Group == "events.k8s.io") EventViews.ToCore(shown);
    }

    private static void PrepareNamespace(JsonObject json)
    {
        JsonEdit.Default(JsonEdit.Child(json, "spec"), "finalizers", new JsonArray("kubernetes"));
        json["status"] = new JsonObject { ["phase"] = "Active" };
    }
}
