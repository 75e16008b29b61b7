namespace K8sCache.Transport.Tls;

/// <summary>
/// What the encrypted connections of one loop share: buffers, and the pace of handshakes. Handshakes cost a thousand
/// times what a request does; whatever does not fit into a turn's share waits in line, while others' requests are served.
/// </summary>
internal sealed class TlsLoop
{
    /// <summary>Room in front of decrypted bytes for an unconsumed rest of earlier ones.</summary>
    public const int KeptBytesMax = 16 * 1024;

    private readonly EventLoop _loop;
    private readonly Queue<TlsConnection> _waiting = new();
    private readonly long _ticksPerTurn;
    private long _turn;
    private long _spentTicks;
    private long _averageTicks;
    private bool _isPosted;

    public TlsLoop(EventLoop loop)
    {
        _loop = loop;
        _ticksPerTurn = (long)(TlsLimits.HandshakeTimePerTurn.TotalSeconds * loop.Time.TimestampFrequency);
    }

    /// <summary>A record on its way to be decrypted.</summary>
    public byte[] Record { get; } = new byte[TlsRecord.BytesMax];

    /// <summary>Where records are decrypted to, always behind <see cref="KeptBytesMax"/>.</summary>
    public byte[] Plain { get; } = new byte[KeptBytesMax + TlsRecord.PlainBytesMax];

    /// <summary>A record on its way to be encrypted.</summary>
    public byte[] Outgoing { get; } = new byte[TlsRecord.PlainBytesMax];

    /// <summary>Begun and not ended.</summary>
    public int Handshakes { get; set; }

    /// <summary>Whether a handshake may take its next step now; if not, it is granted one later.</summary>
    public bool TryStep(TlsConnection connection)
    {
        if (_turn != _loop.Timestamp)
            (_turn, _spentTicks) = (_loop.Timestamp, 0);
        if (_waiting.Count == 0 && _spentTicks < _ticksPerTurn)
            return true;
        _waiting.Enqueue(connection);
        PostGrants();
        return false;
    }

    public void StepTook(long ticks)
    {
        _spentTicks += ticks;
        _averageTicks += (ticks - _averageTicks) / 8;
    }

    private void PostGrants()
    {
        if (_isPosted)
            return;
        _isPosted = true;
        _loop.Post(static state => ((TlsLoop)state!).Grant(), this);
    }

    /// <summary>For the next turn: as many as are likely to fit, and at least one.</summary>
    private void Grant()
    {
        _isPosted = false;
        for (var ticks = 0L; ticks < _ticksPerTurn && _waiting.TryDequeue(out var connection);)
        {
            if (connection.GrantStep())
                ticks += Math.Max(_averageTicks, 1);
        }

        if (_waiting.Count > 0)
            PostGrants();
    }
}
