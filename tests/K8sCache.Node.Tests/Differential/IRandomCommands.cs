namespace K8sCache.Node.Tests.Differential;

/// <summary>Commands drawn at random; the same seed draws the same.</summary>
internal interface IRandomCommands
{
    byte[][] Next();
}
