using System.Security.Cryptography;
using System.Text;
using K8sCache.Hosting.Files;
using K8sCache.Hosting.Lifetime;
using K8sCache.Hosting.Options;
using Microsoft.Extensions.Logging;

namespace K8sCache.Hosting.Identity;

/// <summary>
/// The credential by which operator, nodes and routers of one cluster know each other, never a client's password. It is in a file, a
/// token a line: all are good, so that it can change while some have not heard of it yet.
/// </summary>
public sealed class InternalIdentity : IAsyncDisposable
{
    /// <summary>Fewest bytes of a token: a shorter one could be guessed.</summary>
    public const int TokenBytesMin = 16;

    /// <summary>Most bytes of a token.</summary>
    public const int TokenBytesMax = 512;

    /// <summary>Most tokens in a file: the one in force, those before it, and those to come.</summary>
    public const int TokensMax = 8;

    private readonly string _path;
    private readonly ILogger _log;
    private readonly WatchedFile _file;
    private volatile byte[][] _tokens;

    private InternalIdentity(string path, TimeProvider time, ILogger log)
    {
        _path = path;
        _log = log;
        _tokens = Parse(ReadAtStart(path), out var problem) ?? throw new StartFailedException($"the identity file {path} {problem}");
        _file = new WatchedFile(path, WatchedFile.DefaultInterval, time, Take, error => Log.IdentityUnreadable(_log, _path, error.Message));
    }

    /// <summary>Ends when it is disposed of, or dies of what it cannot go on from.</summary>
    public Task Completion => _file.Completion;

    /// <summary>The option that names the file, of every program that has doors.</summary>
    public static Option<string?> AddOption(OptionTable table) => table.AddOptional(
        "identity-file", "FILE", OptionParsers.ExistingFile,
        "file with the tokens by which operator, nodes and routers know each other, one a line; what is on the "
        + "admin port beside /metrics, /healthz and /readyz then asks for one. Read again when it changes");

    /// <returns>Null without a file: nobody is asked for it then.</returns>
    /// <exception cref="StartFailedException">The file cannot be read, or holds no token or a bad one.</exception>
    public static InternalIdentity? Open(string? path, TimeProvider time, ILogger log) => path is null ? null : new InternalIdentity(path, time, log);

    /// <summary>Whether it is one of ours; takes as long whether nearly right or all wrong.</summary>
    public bool Accepts(ReadOnlySpan<byte> token)
    {
        var isGood = false;
        foreach (var good in _tokens)
            isGood |= CryptographicOperations.FixedTimeEquals(good, token);
        return isGood;
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static byte[] ReadAtStart(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartFailedException($"cannot read the identity file {path}: {error.Message}", error);
        }
    }

    /// <summary>What cannot be used changes nothing: the tokens that are in force stay so.</summary>
    private void Take(byte[] content)
    {
        if (Parse(content, out var problem) is not { } tokens)
        {
            Log.IdentityUnreadable(_log, _path, problem);
            return;
        }

        if (tokens.Length == _tokens.Length && tokens.Zip(_tokens).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)))
            return;
        _tokens = tokens;
        Log.IdentityChanged(_log, _path, tokens.Length);
    }

    private static byte[][]? Parse(byte[] content, out string problem)
    {
        var lines = Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isGood = lines.Length is > 0 and <= TokensMax && lines.All(IsToken);
        problem = isGood
            ? ""
            : $"must hold 1 to {TokensMax} lines of {TokenBytesMin} to {TokenBytesMax} printable characters without spaces, and holds {lines.Length}";
        return isGood ? [.. lines.Select(Encoding.ASCII.GetBytes)] : null;
    }

    private static bool IsToken(string line) =>
        line.Length is >= TokenBytesMin and <= TokenBytesMax && line.All(character => character is > ' ' and <= '~');
}
