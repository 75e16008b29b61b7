namespace K8sCache.Commands;

/// <summary>Where a router sends a command.</summary>
public enum CommandRoute
{
    /// <summary>The router answers itself.</summary>
    Local,

    /// <summary>To the slot of the first key; a command with several keys is not of this kind.</summary>
    SingleKey,

    /// <summary>
    /// Several keys, which must share a slot: whole to that slot's primary, or a copy for a read; refused with
    /// CROSSSLOT where they do not.
    /// </summary>
    OneSlot,

    /// <summary>One command for every slot among its keys, in parallel; replies are joined.</summary>
    SplitByKey,

    /// <summary>As it is to every node; replies are joined.</summary>
    AllNodes,

    /// <summary>Walks the nodes one after another; the cursor says where it is.</summary>
    Scan,

    /// <summary>Only a node understands it; from a client it is an unknown command.</summary>
    NodeOnly,
}
