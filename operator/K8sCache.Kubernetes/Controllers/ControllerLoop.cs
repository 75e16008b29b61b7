using k8s;
using k8s.Models;
using K8sCache.Kubernetes.Client;
using K8sCache.Kubernetes.Informers;
using K8sCache.Kubernetes.Objects;
using K8sCache.Kubernetes.Queues;

namespace K8sCache.Kubernetes.Controllers;

/// <summary>Workers that take keys from a queue, reconcile them, and act on the outcome.</summary>
/// <remarks>
/// Runs while this instance leads, perhaps several times. Between runs keys are not collected: a run begins with all
/// entities anyway.
/// </remarks>
internal sealed class ControllerLoop<TEntity>(
    string name,
    ControllerOptions options,
    IInformer<TEntity> informer,
    EntityReconciler<TEntity> reconciler,
    ControllerContext context) : IControllerLoop
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    private WorkQueue<ObjectKey>? _queue;

    public bool IsRunning => Volatile.Read(ref _queue) is not null;

    public void Enqueue(ObjectKey key) => Volatile.Read(ref _queue)?.Add(key);

    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        if (stop.IsCancellationRequested)
            return;
        using var queue = new WorkQueue<ObjectKey>(
            name, options.InitialBackoff, options.MaxBackoff, context.TimeProvider, context.Metrics);
        // Publish first, then take all: whatever changes in between comes by its event.
        Volatile.Write(ref _queue, queue);
        EnqueueAll();
        using var resync = options.ResyncPeriod is { } period
            ? context.TimeProvider.CreateTimer(_ => EnqueueAll(), null, period, period)
            : null;
        try
        {
            await using var onStop = stop.Register(queue.ShutDown);
            await Task.WhenAll(Enumerable.Range(0, options.MaxConcurrency).Select(_ => WorkAsync(queue, abort)));
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            Log.ControllerAborted(context.Logger, name, queue.Depth);
        }
        finally
        {
            Volatile.Write(ref _queue, null);
        }
    }

    private void EnqueueAll()
    {
        foreach (var entity in informer.List())
            Enqueue(entity.Key());
    }

    private async Task WorkAsync(WorkQueue<ObjectKey> queue, CancellationToken abort)
    {
        while (await queue.TakeAsync(abort) is { } key)
        {
            context.Metrics.WorkerStarted(name);
            try
            {
                await ReconcileAsync(queue, key, abort);
            }
            finally
            {
                context.Metrics.WorkerFinished(name);
                queue.Done(key);
            }
        }
    }

    private async Task ReconcileAsync(WorkQueue<ObjectKey> queue, ObjectKey key, CancellationToken abort)
    {
        var started = context.TimeProvider.GetTimestamp();
        var result = await TryReconcileAsync(key, abort);
        var duration = context.TimeProvider.GetElapsedTime(started);
        context.Metrics.Reconciled(name, ResultName(result.Outcome), duration);
        switch (result.Outcome)
        {
            case ReconciliationOutcome.Success:
                queue.Forget(key);
                break;
            case ReconciliationOutcome.Requeue:
                queue.Forget(key);
                queue.AddAfter(key, result.RequeueAfter ?? TimeSpan.Zero);
                break;
            case ReconciliationOutcome.Failure:
                LogFailure(key, result, Retry(queue, key, result.RequeueAfter));
                break;
            case ReconciliationOutcome.Terminal:
                queue.Forget(key);
                Log.ReconcileTerminal(context.Logger, name, key, result.Message, result.Error);
                break;
            default:
                throw new InvalidOperationException($"Unknown outcome {result.Outcome}.");
        }
    }

    private static TimeSpan Retry(WorkQueue<ObjectKey> queue, ObjectKey key, TimeSpan? requeueAfter)
    {
        if (requeueAfter is not { } delay)
            return queue.AddWithBackoff(key);
        queue.AddAfter(key, delay);
        return delay;
    }

    /// <summary>An exception is a failure like any other; only the end of this instance's work passes.</summary>
    private async Task<Attempt> TryReconcileAsync(ObjectKey key, CancellationToken abort)
    {
        using var timeout = new CancellationTokenSource(options.ReconcileTimeout, context.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, abort);
        try
        {
            return await reconciler.ReconcileAsync(key, both.Token) is { } result
                ? new Attempt(result.Outcome, result.RequeueAfter, result.ErrorMessage, result.Error)
                : new Attempt(ReconciliationOutcome.Success);
        }
        catch (OperationCanceledException error) when (!abort.IsCancellationRequested)
        {
            return new Attempt(
                ReconciliationOutcome.Failure, null, $"not done within {options.ReconcileTimeout}", error);
        }
        catch (Exception error) when (!abort.IsCancellationRequested)
        {
            return new Attempt(ReconciliationOutcome.Failure, null, error.Message, error);
        }
    }

    private void LogFailure(ObjectKey key, Attempt result, TimeSpan delay)
    {
        // A conflict says that the cache lagged behind: trying again is the whole remedy.
        if (result.Error is ApiException { IsConflict: true })
            Log.ReconcileConflict(context.Logger, name, key, result.Message, delay);
        else
            Log.ReconcileFailed(context.Logger, name, key, result.Message, delay, result.Error);
    }

    private static string ResultName(ReconciliationOutcome outcome) => outcome switch
    {
        ReconciliationOutcome.Success => "success",
        ReconciliationOutcome.Requeue => "requeue",
        ReconciliationOutcome.Failure => "error",
        ReconciliationOutcome.Terminal => "terminal",
    };

    private readonly record struct Attempt(
        ReconciliationOutcome Outcome, TimeSpan? RequeueAfter = null, string? Message = null, Exception? Error = null);
}
