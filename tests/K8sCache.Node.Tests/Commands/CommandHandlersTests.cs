using K8sCache.Commands;
using K8sCache.Node.Commands;

namespace K8sCache.Node.Tests.Commands;

public sealed class CommandHandlersTests
{
    [Fact]
    public void Every_row_of_the_command_table_has_a_handler_and_every_handler_a_row()
    {
        var rows = CommandTable.Default.Commands
            .SelectMany(command => command.Subcommands.Append(command)).Select(command => command.Id).ToHashSet();
        var handled = Enum.GetValues<CommandId>().Where(id => CommandHandlers.Find(id) is not null).ToHashSet();
        Assert.Empty(rows.Except(handled));
        Assert.Empty(handled.Except(rows));
    }
}
