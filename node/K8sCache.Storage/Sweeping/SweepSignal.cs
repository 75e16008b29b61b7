namespace K8sCache.Storage.Sweeping;

/// <summary>
/// Says that something may be to be swept earlier than was known: an entry or a field that expires, bytes that died.
/// Raised by writers, with a look at one flag where it is up already; lowered before the sweeper looks.
/// </summary>
internal sealed class SweepSignal
{
    private volatile bool _isUp;

    public bool IsUp => _isUp;

    /// <summary>Called when it goes up, by whoever raised it; null = nobody sweeps.</summary>
    public Action? Raised { get; set; }

    public void Raise()
    {
        if (!_isUp)
            GoUp();
    }

    public void Lower() => _isUp = false;

    private void GoUp()
    {
        _isUp = true;
        Raised?.Invoke();
    }
}
