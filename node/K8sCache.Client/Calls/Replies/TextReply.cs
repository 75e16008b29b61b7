using System.Text;

namespace K8sCache.Client.Calls.Replies;

/// <summary>A value as UTF-8 text, or null.</summary>
internal readonly struct TextReply : IReply<string?>
{
    public string? Read(ReplyReader reply) => reply.TryBytes(out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
