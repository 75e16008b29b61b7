using System.Text;
using K8sCache.Resp;

namespace K8sCache.Commands;

/// <summary>Redis's own words for requests that call no command (server.c: processCommand).</summary>
public static class CommandErrors
{
    /// <summary>Bytes of names and arguments that are echoed back.</summary>
    private const int EchoedBytesMax = 128;

    /// <summary>Answers a lookup that is not <see cref="CommandLookup.Found"/>.</summary>
    /// <param name="writer">Where the error goes.</param>
    /// <param name="lookup">What <see cref="CommandTable.Resolve"/> returned.</param>
    /// <param name="request">The request.</param>
    /// <param name="command">The command or container it gave.</param>
    public static void Write(RespWriter writer, CommandLookup lookup, in RespRequest request, CommandSpec? command)
    {
        switch (lookup)
        {
            case CommandLookup.UnknownCommand:
                WriteUnknownCommand(writer, request);
                return;
            case CommandLookup.UnknownSubcommand:
                var container = command!.Name.ToUpperInvariant();
                WriteLatin1(writer, $"ERR unknown subcommand '{Echo(request[1])}'. Try {container} HELP.");
                return;
            case CommandLookup.WrongArity:
                WriteWrongArity(writer, command!);
                return;
            case CommandLookup.Found:
            default:
                throw new ArgumentOutOfRangeException(nameof(lookup));
        }
    }

    /// <summary>Redis's words for an EXEC that is refused itself; it ends the transaction all the same (multi.c: execCommandAbort).</summary>
    public static ReadOnlySpan<byte> ExecWithWrongArity =>
        "EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command"u8;

    /// <inheritdoc cref="ExecWithWrongArity"/>
    public static ReadOnlySpan<byte> ExecUnauthenticated =>
        "EXECABORT Transaction discarded because of: NOAUTH Authentication required."u8;

    public static void WriteWrongArity(RespWriter writer, CommandSpec command) =>
        writer.WriteError($"ERR wrong number of arguments for '{command.Name}' command");

    /// <summary>A subcommand whose row allows more arguments than it takes says so itself.</summary>
    public static void WriteSubcommandSyntax(RespWriter writer, in RespRequest request) =>
        WriteLatin1(writer, $"ERR unknown subcommand or wrong number of arguments for '{Echo(request[1])}'. Try {Echo(request[0]).ToUpperInvariant()} HELP.");

    public static void WriteUnknownCommand(RespWriter writer, in RespRequest request)
    {
        var arguments = new StringBuilder();
        for (var i = 1; i < request.Count && arguments.Length < EchoedBytesMax; i++)
        {
            var shown = Echo(request[i], EchoedBytesMax - arguments.Length);
            arguments.Append('\'').Append(shown).Append("' ");
        }

        WriteLatin1(writer, $"ERR unknown command '{Echo(request.Name)}', with args beginning with: {arguments}");
    }

    private static void WriteLatin1(RespWriter writer, string text) =>
        writer.WriteError(Encoding.Latin1.GetBytes(text));

    /// <summary>
    /// At most that many bytes of a text, none from a zero byte on (where C ends a string); Latin-1, so that every byte
    /// comes through as it is.
    /// </summary>
    private static string Echo(ReadOnlySpan<byte> text, int bytesMax = EchoedBytesMax)
    {
        var end = text.IndexOf((byte)0);
        return Encoding.Latin1.GetString(text[..Math.Min(end < 0 ? text.Length : end, bytesMax)]);
    }
}
