using System.Globalization;
using K8sCache.Commands;
using K8sCache.Node.Commands;
using K8sCache.Node.Topologies;
using K8sCache.Resp;
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
        if (command.Route == CommandRoute.OneSlot && !ShareSlot(command, request))
        {
            session.Reply.WriteError(RedisErrors.CrossSlot);
            return false;
        }

        foreach (var index in command.Keys.In(request))
        {
            var slot = HashSlot.Of(request[index]);
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
        role == SlotRole.Primary || (role == SlotRole.Reader && (session.IsRouter || session.ReadsCopies) && !command.IsWrite);

    private static bool ShareSlot(CommandSpec command, in RespRequest request)
    {
        var keys = command.Keys.In(request);
        return !keys.MoveNext() || IsOneSlot(command, request, HashSlot.Of(request[keys.Current]));
    }

    private static bool IsOneSlot(CommandSpec command, in RespRequest request, int slot)
    {
        foreach (var index in command.Keys.In(request))
        {
            if (HashSlot.Of(request[index]) != slot)
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
