namespace K8sCache.Fuzz;

/// <summary>Something that must hold for every input. It throws whatever it likes when it does not.</summary>
public interface IFuzzTarget
{
    /// <summary>As given on the command line.</summary>
    string Name { get; }

    /// <summary>An input near the interesting ones; deterministic for a state of the random source.</summary>
    byte[] Generate(Random random);

    void Check(byte[] input);
}
