using System.Globalization;
using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Manifests;

namespace K8sCache.LocalCluster.Kubelet;

/// <summary>A container as its pod's status shows it; immutable, replaced as a whole.</summary>
internal sealed record ContainerState
{
    public static readonly ContainerState Creating = new() { Phase = ContainerPhase.Waiting, Reason = "ContainerCreating" };

    public required ContainerPhase Phase { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }

    public int ProcessId { get; init; }

    public int ExitCode { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }

    public int RestartCount { get; init; }

    /// <summary>Running, and past its startup probe.</summary>
    public bool Started { get; init; }

    public bool Ready { get; init; }

    /// <summary>The run before, once there was one.</summary>
    public ContainerState? Last { get; init; }

    public bool IsFinished => Phase == ContainerPhase.Terminated;

    public JsonObject ToStatus(JsonObject container) => new()
    {
        ["name"] = container.Text("name"),
        ["state"] = StateJson(),
        ["lastState"] = Last?.StateJson() ?? [],
        ["ready"] = Ready,
        ["restartCount"] = RestartCount,
        ["image"] = container.Text("image"),
        ["imageID"] = Phase == ContainerPhase.Waiting && Last is null ? "" : "local://" + container.Text("image"),
        ["containerID"] = ContainerId,
        ["started"] = Started,
    };

    private string? ContainerId => ProcessId == 0
        ? Last?.ContainerId
        : string.Create(CultureInfo.InvariantCulture, $"process://{ProcessId}");

    private JsonObject StateJson() => Phase switch
    {
        ContainerPhase.Waiting => new JsonObject { ["waiting"] = Described([]) },
        ContainerPhase.Running => new JsonObject { ["running"] = new JsonObject { ["startedAt"] = StartedAt.ToApiTime() } },
        ContainerPhase.Terminated => new JsonObject
        {
            ["terminated"] = Described(new JsonObject
            {
                ["exitCode"] = ExitCode,
                ["startedAt"] = StartedAt.ToApiTime(),
                ["finishedAt"] = FinishedAt.ToApiTime(),
                ["containerID"] = ContainerId,
            }),
        },
    };

    private JsonObject Described(JsonObject state)
    {
        state.SetOrDrop("reason", Reason);
        state.SetOrDrop("message", Message);
        return state;
    }
}
