namespace K8sCache.EndToEnd.Tests.Harness;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>The output when the command succeeded; otherwise the test fails with all it printed.</summary>
    public string Text => ExitCode == 0 ? Output.TrimEnd('\n') : throw new InvalidOperationException(ToString());

    public override string ToString() => $"{Command}\nexit code {ExitCode}\n{Output}\n{Error}";
}
