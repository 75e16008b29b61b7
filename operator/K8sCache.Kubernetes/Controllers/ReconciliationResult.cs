using System.Diagnostics.CodeAnalysis;
using k8s;
using k8s.Models;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>Outcome of reconciling one entity, and what is to happen next.</summary>
[SuppressMessage(
    "Design", "CA1000:Do not declare static members on generic types",
    Justification = "KubeOps' contract: the outcome is made where TEntity is in sight.")]
public sealed record ReconciliationResult<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private ReconciliationResult(ReconciliationOutcome outcome, TEntity entity)
    {
        Outcome = outcome;
        Entity = entity;
    }

    public ReconciliationOutcome Outcome { get; }

    public TEntity Entity { get; }

    /// <summary>
    /// When to look again. Set for <see cref="ReconciliationOutcome.Requeue"/>; for a failure it replaces the
    /// backoff.
    /// </summary>
    public TimeSpan? RequeueAfter { get; private init; }

    public string? ErrorMessage { get; private init; }

    public Exception? Error { get; private init; }

    public static ReconciliationResult<TEntity> Success(TEntity entity) => new(ReconciliationOutcome.Success, entity);

    public static ReconciliationResult<TEntity> Success(TEntity entity, TimeSpan requeueAfter) =>
        new(ReconciliationOutcome.Requeue, entity) { RequeueAfter = requeueAfter };

    /// <summary>
    /// Always retried: after <paramref name="requeueAfter"/> where given, else with capped exponential backoff.
    /// </summary>
    public static ReconciliationResult<TEntity> Failure(
        TEntity entity, string message, Exception? error = null, TimeSpan? requeueAfter = null) =>
        new(ReconciliationOutcome.Failure, entity) { ErrorMessage = message, Error = error, RequeueAfter = requeueAfter };

    public static ReconciliationResult<TEntity> Terminal(TEntity entity, string reason, Exception? error = null) =>
        new(ReconciliationOutcome.Terminal, entity) { ErrorMessage = reason, Error = error };
}
