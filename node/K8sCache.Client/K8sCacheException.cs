using System.Diagnostics.CodeAnalysis;

namespace K8sCache.Client;

/// <summary>A call to the cache that failed; the message names the node. A cancelled call throws OperationCanceledException instead.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Made by the client alone, and never without its kind.")]
public sealed class K8sCacheException : Exception
{
    internal K8sCacheException(CacheErrorKind kind, string message, string? node, bool mayHaveExecuted = false, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Node = node;
        MayHaveExecuted = mayHaveExecuted;
    }

    public CacheErrorKind Kind { get; }

    /// <summary>The node it happened at; null when no single one is to blame.</summary>
    public string? Node { get; }

    /// <summary>Whether a write may have been carried out all the same. Such a write is never sent again by the client.</summary>
    public bool MayHaveExecuted { get; }
}
