using System.Text;
using k8s.Models;
using K8sCache.Kubernetes.Objects;
using K8sCache.Operator.Desired;
using K8sCache.Operator.Identity;
using K8sCache.Operator.Status;
using K8sCache.Operator.Tests.Fakes;
using K8sCache.Topology;

namespace K8sCache.Operator.Tests.Identity;

/// <summary>The credential by which operator, nodes and routers know each other: made once, given to pods, never read back.</summary>
public sealed class InternalIdentityTests
{
    private static readonly ObjectKey Secret = OperatorWorld.Cluster with { Name = "demo-identity" };

    [Fact]
    public async Task A_cluster_gets_a_secret_of_its_own_before_its_pods()
    {
        var world = new OperatorWorld();
        var writes = await world.ConvergeAsync();
        Assert.Equal("create Secret demo-identity", writes[0]);
        var secret = world.Kubernetes.Find<V1Secret>(Secret)!;
        Assert.True(secret.IsControlledBy(world.Resource));
        Assert.Equal(Labels.ManagedByValue, secret.GetLabel(Labels.ManagedBy));
        Assert.Matches("^[A-Za-z0-9_-]{43}\n$", TokensOf(world));
        var pod = world.NodeSet!.Spec!.Template!.Spec!;
        Assert.Contains(pod.Volumes!, volume => volume.Secret?.SecretName == "demo-identity");
        Assert.Contains("/etc/k8scache/identity/tokens", pod.Containers![0].Args!);
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
    }

    [Fact]
    public async Task It_is_the_same_for_every_operator_and_another_for_every_cluster()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        var before = TokensOf(world);
        world.RestartOperator();
        Assert.Empty(await world.ConvergeAsync());
        Assert.Equal(before, TokensOf(world));
        using var keys = new IdentityKeys(world.Kubernetes, OperatorWorld.OperatorKey);
        Assert.Equal(before, await keys.TokenOfAsync(OperatorWorld.Cluster, default) + "\n");
        Assert.NotEqual(before, await keys.TokenOfAsync(OperatorWorld.Cluster with { Name = "other" }, default) + "\n");
        Assert.NotEqual(before, await keys.TokenOfAsync(OperatorWorld.Cluster with { Namespace = "elsewhere" }, default) + "\n");
    }

    [Fact]
    public async Task One_of_somebody_else_is_not_touched_and_nothing_is_written()
    {
        var world = new OperatorWorld();
        var theirs = world.Kubernetes.Put(new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new V1ObjectMeta { Name = Secret.Name, NamespaceProperty = Secret.Namespace, Labels = new Dictionary<string, string> { ["app"] = "theirs" } },
            Data = new Dictionary<string, byte[]> { ["password"] = "theirs"u8.ToArray() },
        });
        await world.ConvergeAsync();
        var valid = world.Condition(ConditionTypes.Valid);
        Assert.Equal(("False", Reasons.NameTaken), (valid.Status, valid.Reason));
        Assert.Contains("Secret demo-identity", valid.Message, StringComparison.Ordinal);
        Assert.Same(theirs, world.Kubernetes.Find<V1Secret>(Secret));
        Assert.Null(world.NodeSet);

        world.Kubernetes.Remove<V1Secret>(Secret);
        await world.ConvergeAsync();
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
    }

    [Fact]
    public async Task One_that_is_gone_while_a_pod_wants_to_start_comes_back()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        world.Kubernetes.Remove<V1Secret>(Secret);
        world.Machines.Unschedulable.Add("demo-nodes-1");
        world.Machines.Kill("demo-nodes-1");
        world.Machines.Settle();
        for (var pass = 0; pass < 20 && world.Kubernetes.Find<V1Secret>(Secret) is null; pass++)
        {
            await world.PassAsync();
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.NotNull(world.Kubernetes.Find<V1Secret>(Secret));
    }

    [Fact]
    public async Task Pods_that_do_not_know_the_operator_stay_what_they_are_and_others_are_cared_for()
    {
        var world = new OperatorWorld(new() { Replication = new() { Factor = 2 } });
        await world.ConvergeAsync();
        var token = TokensOf(world).TrimEnd();
        var before = world.Topology!;

        // As after the operator was installed anew: the kubelet has not brought them the new token yet.
        foreach (var process in world.Machines.Processes)
            process.Token = "of another operator";
        world.RestartOperator();
        for (var pass = 0; pass < 30; pass++)
        {
            await world.PassAsync();
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(before, world.Topology);
        Assert.Contains("patch Secret demo-identity", world.Kubernetes.Writes);
        world.Machines["demo-nodes-0"].Token = token;
        world.Machines["demo-nodes-1"].Token = token;
        world.Machines["demo-nodes-1"].IsSilent = true;
        for (var pass = 0; pass < 30; pass++)
        {
            await world.PassAsync();
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var after = world.Topology!;
        Assert.Equal(NodeState.Down, after.Nodes.Single(node => node.Name == "demo-nodes-1").State);
        Assert.Equal(NodeState.Up, after.Nodes.Single(node => node.Name == "demo-nodes-2").State);
        Assert.DoesNotContain(after.Slots!, range => range.Copies[0].Node == "demo-nodes-1");
    }

    [Fact]
    public async Task The_first_operator_makes_the_key()
    {
        var world = new OperatorWorld();
        world.Kubernetes.Remove<V1Secret>(OperatorWorld.OperatorKey);
        world.RestartOperator();
        Assert.Equal("create Secret k8scache-operator-identity", (await world.ConvergeAsync())[0]);
        Assert.Equal(32, world.Kubernetes.Find<V1Secret>(OperatorWorld.OperatorKey)!.Data![IdentityKeys.Member].Length);
        Assert.Equal("True", world.Condition(ConditionTypes.Ready).Status);
    }

    [Fact]
    public async Task A_key_that_is_none_is_refused_by_name()
    {
        var world = new OperatorWorld();
        world.Kubernetes.Put(new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new V1ObjectMeta { Name = OperatorWorld.OperatorKey.Name, NamespaceProperty = OperatorWorld.OperatorKey.Namespace },
            Data = new Dictionary<string, byte[]> { [IdentityKeys.Member] = "short"u8.ToArray() },
        });
        await world.PassAsync();
        var valid = world.Condition(ConditionTypes.Valid);
        Assert.Equal(("False", Reasons.ObjectsRefused), (valid.Status, valid.Reason));
        Assert.Contains("k8scache-system/k8scache-operator-identity", valid.Message, StringComparison.Ordinal);
        Assert.Contains("32 bytes", valid.Message, StringComparison.Ordinal);
        Assert.Null(world.NodeSet);
    }

    [Fact]
    public async Task One_that_may_not_be_written_is_said_and_care_goes_on()
    {
        var world = new OperatorWorld(new() { Replication = new() { Factor = 2 } });
        await world.ConvergeAsync();
        world.Kubernetes.Refuses = obj => obj is V1Secret;
        world.RestartOperator();
        world.Machines["demo-nodes-1"].IsSilent = true;
        for (var pass = 0; pass < 30; pass++)
        {
            await world.PassAsync();
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.DoesNotContain(world.Topology!.Slots!, range => range.Copies[0].Node == "demo-nodes-1");
        Assert.Equal(Reasons.ObjectsRefused, world.Condition(ConditionTypes.Valid).Reason);
    }

    [Fact]
    public async Task One_that_somebody_changed_is_put_right_while_pods_refuse()
    {
        var world = new OperatorWorld();
        await world.ConvergeAsync();
        var token = TokensOf(world);
        world.Kubernetes.Put(world.Kubernetes.Find<V1Secret>(Secret)! with { Data = new Dictionary<string, byte[]> { [Names.IdentityMember] = "somebody-elses-idea"u8.ToArray() } });
        foreach (var process in world.Machines.Processes)
            process.Token = "somebody-elses-idea";
        for (var pass = 0; pass < 30 && TokensOf(world) != token; pass++)
        {
            await world.PassAsync();
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(token, TokensOf(world));
    }

    private static string TokensOf(OperatorWorld world) =>
        Encoding.ASCII.GetString(world.Kubernetes.Find<V1Secret>(Secret)!.Data![Names.IdentityMember]);
}
