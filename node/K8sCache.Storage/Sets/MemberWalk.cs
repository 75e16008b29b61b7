using K8sCache.Storage.Hashes;

namespace K8sCache.Storage.Sets;

/// <summary>Passes on the members a walk meets.</summary>
internal ref struct MemberWalk<TVisitor>(LargeSet set, TVisitor visitor) : IElementVisitor
    where TVisitor : IMemberVisitor, allows ref struct
{
    public TVisitor Visitor = visitor;

    public void Visit(int index) => Visitor.Visit(set.KeyAt(index));
}
