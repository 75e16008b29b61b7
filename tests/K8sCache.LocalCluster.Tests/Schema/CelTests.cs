using System.Text.Json.Nodes;
using K8sCache.LocalCluster.Schema;
using K8sCache.LocalCluster.Schema.Cel;

namespace K8sCache.LocalCluster.Tests.Schema;

/// <summary>Expressions from the CEL specification and from Kubernetes' documentation of validation rules.</summary>
public sealed class CelTests
{
    private static readonly StructuralSchema Spec = new StructuralSchemaParser().Parse((JsonObject)JsonNode.Parse("""
        {"type": "object", "properties": {
          "replicas": {"type": "integer"}, "ratio": {"type": "number"}, "name": {"type": "string"}, "on": {"type": "boolean"},
          "zones": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}},
          "ports": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}, "port": {"type": "integer"}}}},
          "limits": {"type": "object", "additionalProperties": {"type": "string"}}, "wait": {"type": "string", "format": "duration"},
          "a-b": {"type": "integer"}, "any": {"x-kubernetes-int-or-string": true}}}
        """)!);

    private static readonly JsonNode Value = JsonNode.Parse("""
        {"replicas": 3, "ratio": 1, "name": "cache-0", "on": true, "zones": ["a", "b"], "limits": {"cpu": "1500m"}, "wait": "90s", "a-b": 7,
         "ports": [{"name": "resp", "port": 6379}, {"name": "admin", "port": 9090}], "any": "10%"}
        """)!;

    [Theory]
    [InlineData("self.replicas + 2 * 3 == 9")]
    [InlineData("self.replicas - -1 == 4 && -self.replicas == -3")]
    [InlineData("self.replicas / 2 == 1 && self.replicas % 2 == 1")]
    [InlineData("self.ratio == 1.0 && self.ratio < 2")]
    [InlineData("self.name.startsWith('cache-') && self.name.matches('^[a-z]+-[0-9]$')")]
    [InlineData("self.name.split('-')[1] == '0' && self.name.substring(0, 5).upperAscii() == 'CACHE'")]
    [InlineData("size(self.zones) == 2 && self.zones.size() == 2 && 'a' in self.zones && !('c' in self.zones)")]
    [InlineData("self.zones == ['b', 'a']")]
    [InlineData("self.ports.all(p, p.port > 1024) && self.ports.exists(p, p.name == 'resp')")]
    [InlineData("self.ports.exists_one(p, p.port == 6379) && self.ports.map(p, p.name) == ['resp', 'admin']")]
    [InlineData("self.ports.filter(p, p.port > 7000).size() == 1 && self.ports.map(p, p.port).isSorted()")]
    [InlineData("has(self.limits) && 'cpu' in self.limits && self.limits['cpu'] == '1500m'")]
    [InlineData("quantity(self.limits.cpu).isLessThan(quantity('2')) && isQuantity('1Gi')")]
    [InlineData("isQuantity('9Ei') && quantity('9Ei').isGreaterThan(quantity('7Ei')) && quantity('9Ei').asInteger() == 9223372036854775807")]
    [InlineData("quantity('1e400').compareTo(quantity('1Ti')) == 1 && quantity('-1').sign() == -1 && !quantity('1e400').isInteger()")]
    [InlineData("quantity('1.5').add(quantity('500m')) == quantity('2') && quantity('2').sub(1).isInteger()")]
    [InlineData("!isQuantity('1K') && !isQuantity('lots') && isQuantity('1E')")]
    [InlineData("self.wait == duration('1m30s') && self.wait > duration('1m')")]
    [InlineData("self.a__dash__b == 7")]
    [InlineData("self.on ? self.replicas == 3 : false")]
    [InlineData("type(self.any) == string && type(self.replicas) == int && type(self.any) != type(self.replicas)")]
    [InlineData("self.?limits.?memory.orValue('none') == 'none' && self.?limits.cpu.hasValue()")]
    [InlineData("true || 1 / 0 == 1")]
    [InlineData("1 / 0 == 1 || true")]
    [InlineData("timestamp('2030-01-01T00:00:00Z') < timestamp('2030-01-01T00:00:01Z')")]
    [InlineData("'\\u0061\\n' + r'\\n' == 'a\\n\\\\n'")]
    public void Evaluates_to_true(string source)
    {
        var program = CelProgram.Compile(source, CelType.Of(Spec), optionalOldSelf: false);
        Assert.Equal(true, program.Run(CelValues.From(Value, Spec), null));
    }

    [Theory]
    [InlineData("self.nope > 1", "ERROR: <input>:1:5: undefined field 'nope'\n | self.nope > 1\n | ....^")]
    [InlineData("self.name > 1", "ERROR: <input>:1:11: found no matching overload for '_>_' applied to '(string, int)'\n | self.name > 1\n | ..........^")]
    [InlineData("other", "ERROR: <input>:1:1: undeclared reference to 'other' (in container '')\n | other\n | ^")]
    public void Refuses_what_cannot_compile(string source, string message)
    {
        var error = Assert.Throws<CelException>(() => CelProgram.Compile(source, CelType.Of(Spec), optionalOldSelf: false));
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("self.limits['memory'] == 'x'", "no such key: memory")]
    [InlineData("self.replicas / 0 == 1", "division by zero")]
    [InlineData("quantity('1K').isInteger()", "unable to parse quantity's suffix")]
    [InlineData("quantity(self.any).isInteger()", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("quantity('1e30').asInteger() > 0", "cannot convert value to integer")]
    [InlineData("self.zones[5] == 'x'", "index out of bounds: 5")]
    [InlineData("9223372036854775807 + self.replicas > 0", "integer overflow")]
    public void Fails_at_run_time_in_cel_go_words(string source, string message)
    {
        var program = CelProgram.Compile(source, CelType.Of(Spec), optionalOldSelf: false);
        Assert.Equal(message, Assert.Throws<CelException>(() => program.Run(CelValues.From(Value, Spec), null)).Message);
    }

    [Fact]
    public void Tells_transition_rules_apart()
    {
        Assert.True(CelProgram.Compile("self.ports.all(p, p.port >= oldSelf.replicas)", CelType.Of(Spec), optionalOldSelf: false).UsesOldSelf);
        Assert.False(CelProgram.Compile("self.replicas > 0", CelType.Of(Spec), optionalOldSelf: false).UsesOldSelf);
    }
}
