using System.Numerics;
using K8sCache.Commands;
using K8sCache.Resp;
using K8sCache.Router.Routing;
using K8sCache.Topology;

namespace K8sCache.Router.Sessions;

/// <summary>
/// Reads before writes. A client's pipelined write goes to the primary, which tells the other copies; on one of them it
/// could overtake a read that the client sent before it, and which then would answer what was only written later.
/// </summary>
internal sealed partial class ClientSession
{
    /// <summary>Of unanswered reads that any copy may answer, bits of their slots; bits of answered ones may be left.</summary>
    private ulong _readSlots;

    /// <summary>Keeps in mind what a request reads, of these slots' bits, if any copy may answer it.</summary>
    private void NoteRead(PendingRequest pending, ulong slots)
    {
        if (pending.IsWrite || pending.FollowsWrites || pending.NeedsPrimary)
            return;
        pending.ReadSlots = slots;
        _readSlots |= slots;
    }

    private void NoteReads(PendingRequest pending, CommandSpec command, in RespRequest request)
    {
        if (pending.IsWrite || pending.FollowsWrites)
            return;
        ulong slots = 0;
        foreach (var index in command.Keys.In(request))
            slots |= BitOf(HashSlot.Of(request[index]));
        NoteRead(pending, slots);
    }

    private bool MustFollowReads(CommandSpec command, in RespRequest request)
    {
        if (_order.IsEmpty)
            _readSlots = 0;
        if (_readSlots == 0 || !command.IsWrite)
            return false;
        if (!command.Keys.Any)
            return true; // FLUSHALL changes what all of them read.
        foreach (var index in command.Keys.In(request))
        {
            var slot = HashSlot.Of(request[index]);
            if ((_readSlots & BitOf(slot)) != 0 && IsReadElsewhere(slot))
                return true;
        }

        return false;
    }

    /// <summary>Whether an unanswered read of the slot may be at another copy than the primary.</summary>
    private bool IsReadElsewhere(int slot)
    {
        if (Loop.Topology is not { } topology || topology.Snapshot.Slots[slot].Nodes.Length < 2)
            return false;
        var primary = NodeChoice.PrimaryOf(Loop, slot);
        for (var pending = _order.First; pending is not null; pending = pending.Next)
        {
            if ((pending.ReadSlots & BitOf(slot)) == 0 || pending.IsAnswered)
                continue;
            if (BitOperations.PopCount(pending.ReadSlots) > 1 || pending.IsSplit || (pending.Slot == slot && pending.Node != primary))
                return true;
        }

        return false;
    }

    private static ulong BitOf(int slot) => 1UL << (slot & 63);
}
