using System.Text;
using K8sCache.Resp;

namespace K8sCache.Node.Commands;

/// <summary>The reply of a HELP subcommand: lines of text.</summary>
internal static class HelpReply
{
    public static void Write(RespWriter reply, IReadOnlyList<string> lines)
    {
        reply.WriteArrayHeader(lines.Count);
        foreach (var line in lines)
            reply.WriteSimpleString(Encoding.UTF8.GetBytes(line));
    }
}
