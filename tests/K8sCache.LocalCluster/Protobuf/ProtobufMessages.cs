using System.Globalization;

namespace K8sCache.LocalCluster.Protobuf;

/// <summary>
/// Field numbers of the messages that kubectl, helm and client-go send for built-in kinds, from the generated.proto
/// files of k8s.io/api and k8s.io/apimachinery v0.36. One line a message: <c>name=number:type</c>, type string where
/// none is given, <c>[]</c> for repeated ones.
/// </summary>
internal static class ProtobufMessages
{
    private const string Sources =
        """
        ObjectMeta name=1 generateName=2 namespace=3 selfLink=4 uid=5 resourceVersion=6 generation=7:count creationTimestamp=8:time deletionTimestamp=9:time deletionGracePeriodSeconds=10:int labels=11:map annotations=12:map ownerReferences=13:OwnerReference[] finalizers=14[]
        OwnerReference kind=1 name=3 uid=4 apiVersion=5 controller=6:bool blockOwnerDeletion=7:bool
        ObjectReference kind=1 namespace=2 name=3 uid=4 apiVersion=5 resourceVersion=6 fieldPath=7
        LocalObjectReference name=1
        LabelSelector matchLabels=1:map matchExpressions=2:LabelSelectorRequirement[]
        LabelSelectorRequirement key=1 operator=2 values=3[]
        DeleteOptions gracePeriodSeconds=1:int preconditions=2:Preconditions orphanDependents=3:bool propagationPolicy=4 dryRun=5[]
        Preconditions uid=1 resourceVersion=2
        Secret metadata=1:ObjectMeta data=2:bytemap type=3 stringData=4:map immutable=5:bool
        ConfigMap metadata=1:ObjectMeta data=2:map binaryData=3:bytemap immutable=4:bool
        Namespace metadata=1:ObjectMeta spec=2:NamespaceSpec status=3:NamespaceStatus
        NamespaceSpec finalizers=1[]
        NamespaceStatus phase=1
        ServiceAccount metadata=1:ObjectMeta secrets=2:ObjectReference[] imagePullSecrets=3:LocalObjectReference[] automountServiceAccountToken=4:bool
        Event metadata=1:ObjectMeta involvedObject=2:ObjectReference reason=3 message=4 source=5:EventSource firstTimestamp=6:time lastTimestamp=7:time count=8:count type=9 eventTime=10:microtime series=11:EventSeries action=12 related=13:ObjectReference reportingComponent=14 reportingInstance=15
        EventSource component=1 host=2
        EventSeries count=1:int lastObservedTime=2:microtime
        Lease metadata=1:ObjectMeta spec=2:LeaseSpec
        LeaseSpec holderIdentity=1 leaseDurationSeconds=2:int acquireTime=3:microtime renewTime=4:microtime leaseTransitions=5:int strategy=6 preferredHolder=7
        Eviction metadata=1:ObjectMeta deleteOptions=2:DeleteOptions
        TokenRequest metadata=1:ObjectMeta spec=2:TokenRequestSpec
        TokenRequestSpec audiences=1[] boundObjectRef=3:BoundObjectReference expirationSeconds=4:int
        BoundObjectReference kind=1 apiVersion=2 name=3 uid=4
        TokenReview metadata=1:ObjectMeta spec=2:TokenReviewSpec
        TokenReviewSpec token=1 audiences=2[]
        SelfSubjectReview metadata=1:ObjectMeta
        SelfSubjectAccessReview metadata=1:ObjectMeta spec=2:SelfSubjectAccessReviewSpec
        SelfSubjectAccessReviewSpec resourceAttributes=1:ResourceAttributes nonResourceAttributes=2:NonResourceAttributes
        SelfSubjectRulesReview metadata=1:ObjectMeta spec=2:SelfSubjectRulesReviewSpec
        SelfSubjectRulesReviewSpec namespace=1
        SubjectAccessReview metadata=1:ObjectMeta spec=2:SubjectAccessReviewSpec
        LocalSubjectAccessReview metadata=1:ObjectMeta spec=2:SubjectAccessReviewSpec
        SubjectAccessReviewSpec resourceAttributes=1:ResourceAttributes nonResourceAttributes=2:NonResourceAttributes user=3 groups=4[] uid=6
        ResourceAttributes namespace=1 verb=2 group=3 version=4 resource=5 subresource=6 name=7
        NonResourceAttributes path=1 verb=2
        Role metadata=1:ObjectMeta rules=2:PolicyRule[]
        ClusterRole metadata=1:ObjectMeta rules=2:PolicyRule[] aggregationRule=3:AggregationRule
        AggregationRule clusterRoleSelectors=1:LabelSelector[]
        PolicyRule verbs=1[] apiGroups=2[] resources=3[] resourceNames=4[] nonResourceURLs=5[]
        RoleBinding metadata=1:ObjectMeta subjects=2:Subject[] roleRef=3:RoleRef
        ClusterRoleBinding metadata=1:ObjectMeta subjects=2:Subject[] roleRef=3:RoleRef
        Subject kind=1 apiGroup=2 name=3 namespace=4
        RoleRef apiGroup=1 kind=2 name=3
        PodDisruptionBudget metadata=1:ObjectMeta spec=2:PodDisruptionBudgetSpec
        PodDisruptionBudgetSpec minAvailable=1:intorstring selector=2:LabelSelector maxUnavailable=3:intorstring unhealthyPodEvictionPolicy=4
        HorizontalPodAutoscaler metadata=1:ObjectMeta spec=2:HorizontalPodAutoscalerSpec
        HorizontalPodAutoscalerSpec scaleTargetRef=1:CrossVersionObjectReference minReplicas=2:int maxReplicas=3:int metrics=4:MetricSpec[]
        CrossVersionObjectReference kind=1 name=2 apiVersion=3
        MetricSpec type=1 resource=4:ResourceMetricSource
        ResourceMetricSource name=1 target=2:MetricTarget
        MetricTarget type=1 value=2:quantity averageValue=3:quantity averageUtilization=4:int
        """;

    private static readonly Dictionary<string, Dictionary<int, ProtobufField>> Messages = Sources
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words.Skip(1).Select(ParseField).ToDictionary(), StringComparer.Ordinal);

    /// <summary>A message's fields by number, or null for one that is not in the table.</summary>
    public static IReadOnlyDictionary<int, ProtobufField>? Find(string message) => Messages.GetValueOrDefault(message);

    private static KeyValuePair<int, ProtobufField> ParseField(string text)
    {
        var isRepeated = text.EndsWith("[]", StringComparison.Ordinal);
        if (isRepeated) text = text[..^2];
        var (name, rest) = (text[..text.IndexOf('=', StringComparison.Ordinal)], text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var parts = rest.Split(':');
        var type = parts.Length > 1 ? parts[1] : "string";
        return new KeyValuePair<int, ProtobufField>(int.Parse(parts[0], CultureInfo.InvariantCulture), new ProtobufField(name, type, isRepeated));
    }
}
