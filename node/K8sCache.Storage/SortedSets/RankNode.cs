namespace K8sCache.Storage.SortedSets;

/// <summary>A node of a <see cref="RankTree"/>.</summary>
internal abstract class RankNode
{
    /// <summary>Most elements of a leaf, or children of an inner node.</summary>
    public const int Capacity = 64;

    /// <summary>A node with fewer is joined with a neighbour, if both fit with room to spare.</summary>
    public const int FewItems = Capacity / 4;

    public const int JoinedItems = Capacity * 3 / 4;

    /// <summary>Elements, or children.</summary>
    public int Length { get; protected set; }

    /// <summary>Elements in it and below.</summary>
    public abstract int Total { get; }

    /// <summary>The first element: what a parent tells this node from the ones before it by.</summary>
    public abstract (double Score, byte[] Record) First { get; }

    /// <summary>Makes an empty node to stand behind this one.</summary>
    public abstract RankNode NewNext();

    /// <summary>Moves all items from an index on to the end of another node, which has room.</summary>
    public abstract void MoveTail(int from, RankNode target);

    /// <summary>Lowers what the first item is known by to what the parent knows the node by: no element in it is below.</summary>
    public abstract void SetBound(double score, byte[] record);

    /// <summary>To be called when the node leaves the tree, without elements.</summary>
    public abstract void Unlink();
}
