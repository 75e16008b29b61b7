using K8sCache.Storage.Bitmaps;
using K8sCache.Storage.Hashes;
using K8sCache.Storage.SortedSets;
using K8sCache.Storage.Strings;
using K8sCache.Storage.Tests.Lists;
using K8sCache.Storage.Tests.SortedSets;

namespace K8sCache.Storage.Tests.Steps;

/// <summary>Random changes of large values, of each kind, by every operation there is.</summary>
internal sealed class RandomChanges(Random random, ManualTimeProvider time)
{
    public static readonly string[] Keys = ["hash", "few fields", "set", "numbers", "scores", "list", "text", "bits", "sketch", "mixed"];

    private const int ElementCount = 400;

    private string Element => $"element {random.Next(ElementCount)}";

    private string Text => new((char)random.Next('a', 'z'), random.Next(1, 60));

    /// <summary>Makes every value large.</summary>
    public static void Fill(CacheEngine engine)
    {
        for (var i = 0; i < ElementCount; i++)
        {
            var fields = new TextFields(($"element {i}", new string('v', 40)));
            engine.HashSet("hash"u8, fields, out _);
            engine.SetAdd("set"u8, fields, out _);
            engine.SetAdd("numbers"u8, new TextFields((i.ToString(), "")), out _);
            engine.SortedSetAdd("scores"u8, new ScoredTexts(($"element {i}", i)), default, out _);
            engine.ListPush("list"u8, new TextFields(($"element {i}", ""), (new string('x', 30), "")), atFront: false, onlyExisting: false, out _);
        }

        for (var i = 0; i < 40; i++)
            engine.HashSet("few fields"u8, new TextFields(($"element {i}", new string('v', 300))), out _);
        engine.SetText("text", new string('x', 10_000));
        engine.SetBit("bits"u8, 80_000, 1, out _);
        var sketch = Enumerable.Range(0, 5_000).Select(i => $"e{i}").ToArray();
        engine.AddElements("sketch"u8, new TextKeys(sketch));
    }

    /// <summary>Changes one value, most often by a little; the key.</summary>
    public byte[] Change(CacheEngine engine)
    {
        var name = Keys[random.Next(Keys.Length)];
        var key = Engines.Bytes(name);
        if (random.Next(400) == 0)
            engine.Delete(key);
        else if (random.Next(40) == 0)
            engine.SetExpiry(key, random.Next(8) > 0 ? time.NowMs + 10_000_000 + random.Next(100_000) : time.NowMs + 5_000);
        else if (random.Next(100) == 0)
            engine.Persist(key);
        else
            ChangeValue(engine, name, key);
        return key;
    }

    private static LongDouble Three()
    {
        Assert.True(LongDouble.TryParse("3"u8, out var three));
        return three;
    }

    private void ChangeValue(CacheEngine engine, string name, byte[] key)
    {
        switch (name)
        {
            case "hash" or "few fields":
                ChangeHash(engine, key);
                break;
            case "set" or "numbers":
                ChangeSet(engine, key, name == "numbers");
                break;
            case "scores":
                ChangeSortedSet(engine, key);
                break;
            case "list":
                ChangeList(engine, key);
                break;
            case "mixed":
                ReplaceAll(engine, key);
                break;
            default:
                ChangeString(engine, key);
                break;
        }
    }

    private void ChangeHash(CacheEngine engine, byte[] key)
    {
        var fields = new TextFields((Element, Text), (Element + "b", Text));
        var one = new TextFields((Element, Text));
        var outcomes = new FieldExpiryOutcome[1];
        switch (random.Next(9))
        {
            case 0: engine.HashDelete(key, one, out _); break;
            case 1: engine.HashSet(key, new TextFields(("n", "5")), out _); break;
            case 2: engine.HashIncrement(key, "n"u8, random.Next(-9, 9), out _); break;
            case 3: engine.HashIncrement(key, "n"u8, Three(), out _); break;
            case 4: engine.HashExpire(key, one, time.NowMs + random.Next(-100, 20_000), ExpireConditions.None, outcomes); break;
            case 5: engine.HashPersist(key, one, outcomes); break;
            default: engine.HashSet(key, fields, out _); break;
        }
    }

    private void ChangeSet(CacheEngine engine, byte[] key, bool numbers)
    {
        var member = new TextFields((numbers && random.Next(50) > 0 ? random.Next(600).ToString() : Element, ""));
        var popped = new Sets.TakenMembers();
        switch (random.Next(8))
        {
            case 0 or 1: engine.SetRemove(key, member, out _); break;
            case 2: engine.SetPop(key, random.Next(1, 4), random, ref popped); break;
            default: engine.SetAdd(key, member, out _); break;
        }
    }

    private void ChangeSortedSet(CacheEngine engine, byte[] key)
    {
        var taken = new SortedSets.TakenElements();
        var first = random.Next(100);
        switch (random.Next(8))
        {
            case 0: engine.SortedSetRemove(key, new TextFields((Element, ""), (Element, "")), out _); break;
            case 1: engine.SortedSetTake(key, SortedSetRange.ByRank(first, first + random.Next(3)), ref taken, out _); break;
            case 2: engine.SortedSetAdd(key, new ScoredTexts((Element, 1)), SortedSetConditions.Increment, out _); break;
            default: engine.SortedSetAdd(key, new ScoredTexts((Element, random.NextDouble()), (Text, random.Next(9))), default, out _); break;
        }
    }

    private void ChangeList(CacheEngine engine, byte[] key)
    {
        var taken = new TakenItems();
        switch (random.Next(10))
        {
            case 0: engine.ListTake(key, random.Next(1, 4), atFront: true, ref taken); break;
            case 1: engine.ListTake(key, random.Next(1, 4), atFront: false, ref taken); break;
            case 2: engine.ListTrim(key, random.Next(3), -1 - random.Next(3)); break;
            case 3: engine.ListSet(key, random.Next(-300, 300), Engines.Bytes(Text)); break;
            case 4 or 5: engine.ListInsert(key, Engines.Bytes(Element), Engines.Bytes(Text), random.Next(2) == 0, out _); break;
            case 6: engine.ListRemove(key, Engines.Bytes(Element), random.Next(-2, 3), out _); break;
            default: engine.ListPush(key, new TextFields((Element, ""), (Element, "")), random.Next(2) == 0, onlyExisting: false, out _); break;
        }
    }

    private void ChangeString(CacheEngine engine, byte[] key)
    {
        switch (random.Next(8))
        {
            case 0: engine.Append(key, Engines.Bytes(Text), out _); break;
            case 1: engine.SetRange(key, random.Next(12_000), Engines.Bytes(Text), out _); break;
            case 2 or 3: engine.SetBit(key, random.Next(100_000), random.Next(2), out _); break;
            case 4:
                FieldStep[] steps =
                [
                    new(FieldAction.Get, false, 8, 0, 0, FieldOverflow.Wrap),
                    new(FieldAction.IncrementBy, false, 16, random.Next(90_000), 7, FieldOverflow.Wrap),
                    new(FieldAction.Set, true, 5, random.Next(90_000), -3, FieldOverflow.Fail),
                ];
                engine.RunFields(key, steps, new long?[3]);
                break;
            default: engine.AddElements(key, new TextKeys(Element + random.Next(1_000))); break;
        }
    }

    /// <summary>A value that becomes another kind of value at once.</summary>
    private void ReplaceAll(CacheEngine engine, byte[] key)
    {
        var members = Enumerable.Range(0, random.Next(900)).Select(i => Engines.Bytes($"element {i}")).ToArray();
        switch (random.Next(6))
        {
            case 0: engine.SetReplace(key, members); break;
            case 1: engine.SortedSetReplace(key, [.. members.Select((member, i) => KeyValuePair.Create(member, (double)i))]); break;
            case 2: engine.Copy("hash"u8, key, replace: true); break;
            case 3: engine.Copy("list"u8, key, replace: true); break;
            default:
                ChangeValue(engine, engine.KindOf(key) switch
                {
                    EntryKind.Hash => "hash",
                    EntryKind.List => "list",
                    EntryKind.Set => "set",
                    EntryKind.SortedSet => "scores",
                    _ => "text",
                }, key); break;
        }
    }
}
