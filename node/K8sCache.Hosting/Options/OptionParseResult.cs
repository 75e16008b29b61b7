namespace K8sCache.Hosting.Options;

/// <summary>What a command line and environment came to: values, or every problem at once.</summary>
public sealed record OptionParseResult(OptionValues Values, IReadOnlyList<string> Errors, bool HelpAsked, bool VersionAsked);
