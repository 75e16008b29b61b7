using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Api.Hooks;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Controllers.Disruption;

/// <summary><c>POST pods/NAME/eviction</c>: deletes a pod if its disruption budget allows, as <c>kubectl drain</c> asks.</summary>
internal sealed class EvictionHandler(IClusterApi api, TimeProvider time) : ISubresourceHandler
{
    public GroupResource Resource => KnownResources.Pods;

    public string Subresource => "eviction";

    public Task<SubresourceResult?> HandleAsync(SubresourceRequest request, CancellationToken cancellationToken)
    {
        var pod = api.Get(KnownResources.Pods, request.Info.Namespace, request.Info.Name);
        var dryRun = request.DryRun || request.Body.Texts("deleteOptions", "dryRun").Any();
        // A pod that serves nobody may always go.
        if (!pod.IsFinished() && !pod.IsTerminating())
            Charge(pod, dryRun);
        if (!dryRun)
            Evict(pod, request.Body.Number("deleteOptions", "gracePeriodSeconds"));
        return Task.FromResult<SubresourceResult?>(new SubresourceResult(201, new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["code"] = 201,
        }));
    }

    /// <summary>Takes one disruption from the pod's budget, at once, so that evictions that follow closely cannot both spend it.</summary>
    private void Charge(JsonObject pod, bool dryRun)
    {
        while (true)
        {
            var budgets = api.List(KnownResources.PodDisruptionBudgets, pod.Namespace()).Items
                .Where(candidate => LabelSelector.Matches(candidate.At("spec", "selector"), pod)).ToList();
            if (budgets.Count == 0)
                return;
            if (budgets.Count > 1)
                throw Errors.Make(500, "", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.", null);
            var budget = budgets[0];
            var allowed = budget.Count("status", "disruptionsAllowed") ?? 0;
            if (budget.Number("status", "observedGeneration") != budget.Generation() || allowed <= 0)
                throw Refusal(budget);
            if (dryRun)
                return;
            budget.Child("status")["disruptionsAllowed"] = allowed - 1;
            try
            {
                api.UpdateStatus(KnownResources.PodDisruptionBudgets, budget);
                return;
            }
            catch (ApiException error) when (error.IsConflict || error.IsNotFound)
            {
                // The budget has changed: count again.
            }
        }
    }

    private static ApiException Refusal(JsonObject budget)
    {
        var desired = budget.Count("status", "desiredHealthy") ?? 0;
        var healthy = budget.Count("status", "currentHealthy") ?? 0;
        return Errors.Make(
            429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.",
            new StatusDetails
            {
                Causes = [new StatusCause("DisruptionBudget", $"The disruption budget {budget.Name()} needs {desired} healthy pods and has {healthy} currently", "")],
            });
    }

    private void Evict(JsonObject pod, long? gracePeriodSeconds)
    {
        Mark(pod);
        api.Delete(
            KnownResources.Pods, pod.Namespace(), pod.Name(), new DeleteOptions { Uid = pod.Uid(), GracePeriodSeconds = gracePeriodSeconds });
    }

    private void Mark(JsonObject pod)
    {
        var conditions = pod.At("status", "conditions")?.DeepClone() as JsonArray ?? [];
        conditions.Add(new JsonObject
        {
            ["type"] = "DisruptionTarget",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = time.GetUtcNow().ToApiTime(),
            ["reason"] = "EvictionByEvictionAPI",
            ["message"] = "Eviction API: evicting",
        });
        pod.Child("status")["conditions"] = conditions;
        try
        {
            api.UpdateStatus(KnownResources.Pods, pod);
        }
        catch (ApiException error) when (error.IsConflict)
        {
            // The kubelet was writing: the mark is a hint, the eviction goes on.
        }
    }
}
