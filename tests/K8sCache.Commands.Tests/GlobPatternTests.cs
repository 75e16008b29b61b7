using System.Text;

namespace K8sCache.Commands.Tests;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("h?llo", "hello", true)]
    [InlineData("h?llo", "hllo", false)]
    [InlineData("h*llo", "heeello", true)]
    [InlineData("h[ae]llo", "hallo", true)]
    [InlineData("h[ae]llo", "hillo", false)]
    [InlineData("h[^e]llo", "hallo", true)]
    [InlineData("h[^e]llo", "hello", false)]
    [InlineData("h[a-c]llo", "hbllo", true)]
    [InlineData("h[c-a]llo", "hbllo", true)]
    [InlineData("h\\*llo", "h*llo", true)]
    [InlineData("h\\*llo", "hello", false)]
    [InlineData("[\\]]", "]", true)]
    [InlineData("[ab", "a", true)]
    [InlineData("*a*b*c", "xxaxxbxxc", true)]
    [InlineData("*a*b*c", "xxaxxbxx", false)]
    [InlineData("a\\", "a\\", true)]
    [InlineData("user:*:name", "user:1:2:name", true)]
    [InlineData("A", "a", false)]
    public void Patterns_match_as_Redis_does(string pattern, string text, bool expected) =>
        Assert.Equal(expected, GlobPattern.Matches(Encoding.Latin1.GetBytes(pattern), Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Case_may_be_ignored() => Assert.True(GlobPattern.Matches("CL[I-J]ent*"u8, "client|id"u8, ignoreCase: true));

    [Fact]
    public void A_hostile_pattern_takes_no_exponential_time()
    {
        var pattern = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a*", 100)) + "b");
        Assert.False(GlobPattern.Matches(pattern, Encoding.ASCII.GetBytes(new string('a', 2000))));
    }
}
