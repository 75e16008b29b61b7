using System.Globalization;
using k8s.Models;
using K8sCache.Operator.Observe;

namespace K8sCache.Operator.Tests.Observe;

/// <summary>Alone, since it weighs the whole process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class KeptPodTests
{
    private const int Pods = 10_000;
    private const long MostBytes = 30L << 20;

    [Theory]
    [InlineData("""{"phase":"Running","podIP":"10.1.2.3","conditions":[{"type":"Ready","status":"True"}]}""")]
    [InlineData("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"no room"}]}""")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"node","state":{"waiting":{"reason":"ImagePullBackOff","message":"gone"}}}]}""")]
    public void Nothing_is_missed_of_a_pod_that_is_kept(string status)
    {
        var pod = Read(1, status);
        Assert.Equal(ObservedPod.Of(pod), ObservedPod.Of(KeptPod.Of(pod)));
    }

    [Fact]
    public void Ten_thousand_pods_take_no_more_than_30_MiB()
    {
        var kept = new V1Pod[Pods];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < Pods; number++)
            kept[number] = KeptPod.Of(Read(number, """{"phase":"Running","podIP":"10.1.2.3","conditions":[{"type":"Ready","status":"True"}]}"""));
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
        Assert.InRange(taken, 1, MostBytes);
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{Pods} pods take {taken >> 10} KiB"));
    }

    /// <summary>A pod of a cluster with all a kubelet and a few admission plugins add to it.</summary>
    private static V1Pod Read(int number, string status) => OperatorTypes.Json.Deserialize<V1Pod>("""
        {"metadata":{"name":"demo-nodes-NUMBER","namespace":"caches","uid":"NUMBER-0000-4000-8000-000000000000","resourceVersion":"NUMBER",
        "generateName":"demo-nodes-","creationTimestamp":"2030-01-01T00:00:00Z",
        "labels":{"app.kubernetes.io/name":"k8scache","app.kubernetes.io/instance":"demo","app.kubernetes.io/component":"node",
        "app.kubernetes.io/managed-by":"k8scache-operator","controller-revision-hash":"demo-nodes-7d4c9","apps.kubernetes.io/pod-index":"NUMBER",
        "statefulset.kubernetes.io/pod-name":"demo-nodes-NUMBER","topology.kubernetes.io/zone":"zone-1"},
        "annotations":{"prometheus.io/scrape":"true","prometheus.io/port":"9090","example.com/note":"LONG"},
        "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"demo-nodes","uid":"u-1","controller":true,"blockOwnerDeletion":true}],
        "managedFields":[{"manager":"kubelet","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:status":{"f:LONG":{}}}}]},
        "spec":{"nodeName":"machine-NUMBER","restartPolicy":"Always","schedulerName":"default-scheduler","priority":0,
        "volumes":[{"name":"topology","configMap":{"name":"demo-topology","optional":true,"defaultMode":420}}],
        "containers":[{"name":"node","image":"registry.example/k8scache-node:1","command":["k8scache-node"],"args":["--port","6379","--memory","1073741824"],
        "env":[{"name":"POD_IP","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"status.podIP"}}}],
        "resources":{"limits":{"memory":"1421Mi"},"requests":{"cpu":"250m","memory":"1421Mi"}},
        "readinessProbe":{"httpGet":{"path":"/readyz","port":"admin","scheme":"HTTP"},"periodSeconds":1},"terminationMessagePath":"/dev/termination-log"}]},
        "status":STATUS}
        """
        .Replace("NUMBER", number.ToString("d8", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("LONG", new string('x', 1000), StringComparison.Ordinal)
        .Replace("STATUS", status, StringComparison.Ordinal));
}
