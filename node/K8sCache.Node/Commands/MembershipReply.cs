using K8sCache.Resp;
using K8sCache.Storage.Sets;

namespace K8sCache.Node.Commands;

/// <summary>Writes for each asked whether it is a member.</summary>
internal readonly ref struct MembershipReply(RespWriter reply, RequestFields members, bool isArray) : ISetReader
{
    private readonly RequestFields _members = members;

    public void Read(scoped in SetView set)
    {
        if (isArray)
            reply.WriteArrayHeader(_members.Count);
        for (var i = 0; i < _members.Count; i++)
            reply.WriteInteger(set.Contains(_members.Field(i)) ? 1 : 0);
    }
}
