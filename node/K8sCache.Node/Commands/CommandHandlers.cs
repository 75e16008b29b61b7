using K8sCache.Commands;

namespace K8sCache.Node.Commands;

/// <summary>Command → handler, for every row of the command table; a test holds both to each other.</summary>
internal static class CommandHandlers
{
    private static readonly CommandHandler?[] ById = Build();

    public static CommandHandler? Find(CommandId command) => ById[(int)command];

    private static CommandHandler?[] Build()
    {
        var handlers = new CommandHandler?[Enum.GetValues<CommandId>().Length];
        IEnumerable<KeyValuePair<CommandId, CommandHandler>>[] families =
        [
            ConnectionHandlers.All, ConnectionHandlers.Shared, ServerHandlers.All, ClusterHandlers.All, ClusterModeHandlers.All,
            TransactionHandlers.All,
            KeyHandlers.All, KeyMoveHandlers.All, ExpiryHandlers.All, ScanHandlers.All, ObjectHandlers.All,
            StringHandlers.All, StringSetHandlers.All, StringPartHandlers.All, CounterHandlers.All, LcsHandlers.All,
            BitHandlers.All, BitFieldHandlers.All, HyperLogLogHandlers.All,
            HashHandlers.All, HashWalkHandlers.All, FieldExpiryHandlers.All, FieldExchangeHandlers.All,
            SetHandlers.All, SetAlgebraHandlers.All,
            ListHandlers.All, ListPopHandlers.All, SortedSetHandlers.All, SortedSetRangeHandlers.All, SortedSetPopHandlers.All,
            SortedSetAlgebraHandlers.All, SortedSetScanHandlers.All,
        ];
        foreach (var (command, handler) in families.SelectMany(family => family))
        {
            if (handlers[(int)command] is not null)
                throw new InvalidOperationException($"{command} has two handlers.");
            handlers[(int)command] = handler;
        }

        return handlers;
    }
}
