using System.Globalization;
using K8sCache.Node.Commands;
using K8sCache.Node.Topologies;
using K8sCache.Resp;
using K8sCache.Resp.Commands;
using K8sCache.Topology;

namespace K8sCache.Node.Sessions;

/// <summary>Decides whether this node may run a command on its keys, or who should.</summary>
internal static class SlotGate
{
    /// <summary>False when an error was written instead.</summary>
    public static bool Admits(ClientSession session, CommandSpec command, in RespRequest request)
    {
        var view = session.View;
        if (IsLoading(session, view) && !session.IsPeer && (command.IsWrite || command.IsReadOnly))
        {
            session.Reply.WriteError(ErrorTexts.Loading);
            return false;
        }

        if (view is null || !command.Keys.Any)
            return true;
        if (command.Route == CommandRoute.OneSlot
            && !IsOneSlot(command, request, HashSlot.Of(request[command.Keys.First])))
        {
            session.Reply.WriteError(RedisErrors.CrossSlot);
            return false;
        }

        var last = command.Keys.LastIn(request.Count);
        for (var i = command.Keys.First; i <= last; i += command.Keys.Step)
        {
            var slot = HashSlot.Of(request[i]);
            if (Serves(session, view.RoleOf(slot), command))
                continue;
            Redirect(session, view, slot, IsOneSlot(command, request, slot));
            return false;
        }

        return true;
    }

    /// <summary>The text of a redirection, without the leading dash.</summary>
    public static string MovedText(NodeView view, int slot) =>
        string.Create(CultureInfo.InvariantCulture, $"MOVED {slot} {view.PrimaryOf(slot).Address}");

    /// <summary>
    /// Before its first topology a node that is to have one knows nothing: it may be an empty restart whose old address
    /// routers still use, and must not answer as if all slots were its own.
    /// </summary>
    private static bool IsLoading(ClientSession session, NodeView? view) =>
        view?.IsLoading ?? session.Node.Options.TopologyFile is not null;

    private static bool Serves(ClientSession session, SlotRole role, CommandSpec command) =>
        role == SlotRole.Primary || (role == SlotRole.Reader && session.IsRouter && !command.IsWrite);

    private static bool IsOneSlot(CommandSpec command, in RespRequest request, int slot)
    {
        var last = command.Keys.LastIn(request.Count);
        for (var i = command.Keys.First; i <= last; i += command.Keys.Step)
        {
            if (HashSlot.Of(request[i]) != slot)
                return false;
        }

        return true;
    }

    private static void Redirect(ClientSession session, NodeView view, int slot, bool isOneSlot)
    {
        if (isOneSlot)
            session.Reply.WriteError(MovedText(view, slot));
        else
            session.Reply.WriteError(RedisErrors.CrossSlot);
    }
}
