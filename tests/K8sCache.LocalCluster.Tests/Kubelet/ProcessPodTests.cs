using System.Diagnostics;
using System.Globalization;
using K8sCache.LocalCluster.Api;
using K8sCache.LocalCluster.Manifests;
using K8sCache.LocalCluster.Tests.Support;

namespace K8sCache.LocalCluster.Tests.Kubelet;

/// <summary>Pods as real processes of this machine: shells, mostly.</summary>
public sealed class ProcessPodTests
{
    [Fact]
    public async Task A_pod_gets_its_address_environment_volumes_and_token()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.Processes);
        cluster.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"conf"},"data":{"greeting":"hello","LEVEL":"7"}}""");
        cluster.Create(KnownResources.Secrets, """{"metadata":{"name":"auth"},"data":{"password":"c2VjcmV0"}}""");
        cluster.Create(KnownResources.Pods, """
            {"metadata":{"name":"p","labels":{"app":"p"}},"spec":{
              "initContainers":[{"name":"init","image":"tools","command":["sh","-c","echo made > /shared/file"],"volumeMounts":[{"name":"shared","mountPath":"/shared"}]}],
              "containers":[{"name":"main","image":"registry.example/tools:1","command":["sh","-c"],
                "args":["echo $GREETING $PASSWORD $LEVEL $(POD_IP) $NAME; cat /conf/greeting; echo; cat /shared/file; cat $K8SCACHE_SERVICEACCOUNT_DIR/namespace; echo; exec sleep 1000"],
                "env":[
                  {"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}},
                  {"name":"NAME","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels['app']"}}},
                  {"name":"PASSWORD","valueFrom":{"secretKeyRef":{"name":"auth","key":"password"}}},
                  {"name":"GREETING","value":"$(greeting)!"}],
                "envFrom":[{"configMapRef":{"name":"conf"}}],
                "volumeMounts":[{"name":"conf","mountPath":"/conf"},{"name":"shared","mountPath":"/shared"}]}],
              "volumes":[{"name":"conf","configMap":{"name":"conf"}},{"name":"shared","emptyDir":{}}]}}
            """);
        await Eventually.True(() => cluster.Find(KnownResources.Pods, "p")!.IsReady());
        var pod = cluster.Find(KnownResources.Pods, "p")!;
        await Eventually.True(async () => (await cluster.Log("p")).Split('\n').Length > 4);
        Assert.Equal(
            ["hello! secret 7 " + pod.Text("status", "podIP") + " p", "hello", "made", "default", ""],
            (await cluster.Log("p")).Split('\n'));
        Assert.Equal("Running", pod.Phase());
        Assert.StartsWith("127.", pod.Text("status", "podIP"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_fails_is_restarted_with_backoff_and_its_log_is_kept()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.Processes);
        cluster.Create(KnownResources.Pods, Pod("crash", """["sh","-c","echo boom; exit 3"]"""));
        await Eventually.True(() => cluster.ContainerStatus("crash").Count("restartCount") >= 2);
        await Eventually.True(() => cluster.ContainerStatus("crash").Text("state", "waiting", "reason") == "CrashLoopBackOff");
        Assert.Equal(3, cluster.ContainerStatus("crash").Count("lastState", "terminated", "exitCode"));
        Assert.False(cluster.Find(KnownResources.Pods, "crash")!.IsReady());
        Assert.Equal("boom\n", await cluster.Log("crash", "previous=true"));
    }

    [Fact]
    public async Task An_unknown_image_is_waited_for()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.Processes);
        cluster.Create(KnownResources.Pods, Pod("bad", """["sh"]""").Replace("tools", "nowhere", StringComparison.Ordinal));
        await Eventually.True(() => cluster.ContainerStatus("bad").Text("state", "waiting", "reason") == "ImagePullBackOff");
        Assert.Equal("Pending", cluster.Find(KnownResources.Pods, "bad")!.Phase());
    }

    [Fact]
    public async Task A_finished_pod_tells_how_it_ended()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.Processes);
        cluster.Create(KnownResources.Pods, Pod("good", """["sh","-c","true"]""", ""","restartPolicy":"Never" """));
        cluster.Create(KnownResources.Pods, Pod("bad", """["sh","-c","false"]""", ""","restartPolicy":"Never" """));
        await Eventually.True(() => cluster.Find(KnownResources.Pods, "good")!.Phase() == "Succeeded");
        await Eventually.True(() => cluster.Find(KnownResources.Pods, "bad")!.Phase() == "Failed");
    }

    [Fact]
    public async Task A_deleted_pod_gets_its_hook_and_its_grace_and_then_leaves_nothing()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.Processes);
        var marks = Directory.CreateTempSubdirectory("k8scache-hook-");
        cluster.Create(KnownResources.Pods, Pod(
            "p",
            $$"""["sh","-c","trap 'echo term >> {{marks.FullName}}/marks; exit 0' TERM; echo up; while :; do sleep 0.05; done"]""",
            containerMore: $$""","lifecycle":{"preStop":{"exec":{"command":["sh","-c","echo hook >> {{marks.FullName}}/marks"]} } }"""));
        await Eventually.True(async () => await cluster.Log("p") == "up\n");
        var process = await ProcessOf(cluster, "p");
        cluster.Api.Delete(KnownResources.Pods, TestCluster.Namespace, "p");
        await Eventually.True(() => cluster.Find(KnownResources.Pods, "p") is null);
        Assert.Equal("hook\nterm\n", await File.ReadAllTextAsync(Path.Combine(marks.FullName, "marks"), TestContext.Current.CancellationToken));
        Assert.False(IsRunning(process));
        marks.Delete(recursive: true);
    }

    [Fact]
    public async Task A_program_that_ignores_the_signal_is_killed_when_its_grace_is_over()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.Processes);
        cluster.Create(KnownResources.Pods, Pod("p", """["sh","-c","trap '' TERM; echo up; while :; do sleep 0.05; done"]"""));
        await Eventually.True(async () => await cluster.Log("p") == "up\n");
        var process = await ProcessOf(cluster, "p");
        cluster.Api.Delete(KnownResources.Pods, TestCluster.Namespace, "p", new DeleteOptions { GracePeriodSeconds = 1 });
        await Eventually.True(() => cluster.Find(KnownResources.Pods, "p") is null);
        Assert.False(IsRunning(process));
    }

    [Fact]
    public async Task A_failing_liveness_probe_restarts_the_container()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.Processes);
        cluster.Create(KnownResources.Pods, Pod(
            "p", """["sleep","1000"]""",
            containerMore: ""","livenessProbe":{"exec":{"command":["false"]},"periodSeconds":1,"failureThreshold":1}"""));
        await Eventually.True(() => cluster.ContainerStatus("p").Count("restartCount") >= 1);
        // The signal that the kubelet sends, and 128.
        Assert.Equal(143, cluster.ContainerStatus("p").Count("lastState", "terminated", "exitCode"));
    }

    [Fact]
    public async Task Volumes_follow_their_ConfigMap_and_readiness_follows_its_probe()
    {
        await using var cluster = await TestCluster.Start(PodRuntimeKind.Processes);
        cluster.Create(KnownResources.ConfigMaps, """{"metadata":{"name":"conf"},"data":{"state":"off"}}""");
        cluster.Create(KnownResources.Pods, Pod(
            "p", """["sleep","1000"]""", ""","volumes":[{"name":"conf","configMap":{"name":"conf"}}]""",
            ""","volumeMounts":[{"name":"conf","mountPath":"/conf"}],"readinessProbe":{"exec":{"command":["grep","-q","on","/conf/state"]},"periodSeconds":1}"""));
        await Eventually.True(() => cluster.Find(KnownResources.Pods, "p")!.Phase() == "Running");
        Assert.False(cluster.Find(KnownResources.Pods, "p")!.IsReady());
        cluster.Merge(KnownResources.ConfigMaps, "conf", """{"data":{"state":"on"}}""");
        await Eventually.True(() => cluster.Find(KnownResources.Pods, "p")!.IsReady());
    }

    [Fact]
    public async Task No_process_outlives_the_cluster()
    {
        int process;
        await using (var cluster = await TestCluster.Start(PodRuntimeKind.Processes))
        {
            cluster.Create(KnownResources.Pods, Pod("p", """["sh","-c","trap '' TERM; sleep 1000 & echo up; wait; wait"]"""));
            await Eventually.True(async () => await cluster.Log("p") == "up\n");
            process = await ProcessOf(cluster, "p");
            Assert.True(IsRunning(process));
        }

        await Eventually.True(() => !IsRunning(process));
    }

    private static string Pod(string name, string command, string specMore = "", string containerMore = "") => $$"""
        {"metadata":{"name":"{{name}}","labels":{"app":"{{name}}"} },
         "spec":{"containers":[{"name":"main","image":"tools","command":{{command}} {{containerMore}} }] {{specMore}} } }
        """;

    /// <summary>The log may have a line before the status tells of the process.</summary>
    private static async Task<int> ProcessOf(TestCluster cluster, string pod)
    {
        await Eventually.True(() => cluster.ContainerStatus(pod).Text("containerID") is not null);
        return int.Parse(cluster.ContainerStatus(pod).Text("containerID")!.AsSpan("process://".Length), CultureInfo.InvariantCulture);
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
