namespace K8sCache.Storage.Hashes;

/// <summary>Takes the elements a walk through an <see cref="ElementTable"/> meets, by index.</summary>
internal interface IElementVisitor
{
    void Visit(int index);
}
