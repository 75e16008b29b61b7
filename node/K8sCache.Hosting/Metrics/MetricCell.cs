namespace K8sCache.Hosting.Metrics;

/// <summary>One series of a <see cref="MetricGroup{T}"/>.</summary>
internal abstract class MetricCell<T>
{
    /// <summary>Brings the series to what its owner counts now.</summary>
    public abstract void HandOver(T item);

    /// <summary>Takes the series off the page.</summary>
    public abstract void Remove();
}
