using System.Globalization;

namespace K8sCache.Storage.Tests;

/// <summary>
/// One random operation, done to engine and model. Exact: both must agree. Not exact (eviction on): what the
/// engine still has must be the model's; the model forgets what the engine evicted.
/// </summary>
internal static class ModelStep
{
    public static void Run(Random random, CacheEngine engine, Model model, ManualTimeProvider time, bool exact)
    {
        var key = $"key:{random.Next(300)}";
        if (!exact && model.Find(key) is not null && engine.KindOf(Engines.Bytes(key)) == EntryKind.None)
            model.Remove(key);
        switch (random.Next(12))
        {
            case 0 or 1: Set(random, engine, model, time, key); break;
            case 2: Increment(random, engine, model, key); break;
            case 3: Append(random, engine, model, key); break;
            case 4: Assert.Equal(model.Remove(key), engine.Delete(Engines.Bytes(key))); break;
            case 5: Expire(random, engine, model, time, key); break;
            case 6 or 7: HashSet(random, engine, model, key); break;
            case 8: HashDelete(random, engine, model, key); break;
            case 9: time.Advance(random.Next(20)); break;
            default: Compare(engine, model, key); break;
        }
    }

    private static string RandomText(Random random) =>
        random.Next(4) == 0
            ? random.Next(1000).ToString(CultureInfo.InvariantCulture)
            : new string((char)('a' + random.Next(26)), random.Next(random.Next(10) == 0 ? 2000 : 100));

    private static void Set(Random random, CacheEngine engine, Model model, ManualTimeProvider time, string key)
    {
        var options = new SetOptions
        {
            Condition = (SetCondition)random.Next(3),
            KeepExpiry = random.Next(3) == 0,
            ExpiresAtMs = random.Next(3) == 0 ? time.NowMs + random.Next(1, 200) : 0,
        };
        var value = RandomText(random);
        var exists = model.Find(key) is not null;
        var writes = options.Condition switch
        {
            SetCondition.IfAbsent => !exists,
            SetCondition.IfPresent => exists,
            SetCondition.Always => true,
        };
        Assert.Equal(writes ? EngineStatus.Ok : EngineStatus.ConditionFailed, engine.SetText(key, value, options));
        if (writes)
            model.Put(key, value, options.KeepExpiry && exists ? model.ExpiryOf(key) : options.ExpiresAtMs);
    }

    private static void Increment(Random random, CacheEngine engine, Model model, string key)
    {
        long delta = random.Next(-50, 50);
        var status = engine.Increment(Engines.Bytes(key), delta, out var sum);
        var old = model.Find(key);
        if (old is SortedDictionary<string, string>)
        {
            Assert.Equal(EngineStatus.WrongType, status);
            return;
        }

        if (!long.TryParse((string?)old ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Assert.Equal(EngineStatus.NotAnInteger, status);
            return;
        }

        Assert.Equal((EngineStatus.Ok, number + delta), (status, sum));
        model.Put(key, sum.ToString(CultureInfo.InvariantCulture), old is null ? 0 : model.ExpiryOf(key));
    }

    private static void Append(Random random, CacheEngine engine, Model model, string key)
    {
        var more = RandomText(random);
        var status = engine.Append(Engines.Bytes(key), Engines.Bytes(more), out var length);
        var old = model.Find(key);
        if (old is SortedDictionary<string, string>)
        {
            Assert.Equal(EngineStatus.WrongType, status);
            return;
        }

        var text = (string?)old + more;
        Assert.Equal((EngineStatus.Ok, text.Length), (status, (int)length));
        model.Put(key, text, old is null ? 0 : model.ExpiryOf(key));
    }

    private static void Expire(Random random, CacheEngine engine, Model model, ManualTimeProvider time, string key)
    {
        var at = time.NowMs + random.Next(-5, 300);
        var exists = model.Find(key) is not null;
        Assert.Equal(exists ? EngineStatus.Ok : EngineStatus.Missing, engine.SetExpiry(Engines.Bytes(key), at));
        if (!exists)
            return;
        if (at <= time.NowMs)
            model.Remove(key);
        else
            model.Put(key, model.Find(key)!, at);
    }

    private static void HashSet(Random random, CacheEngine engine, Model model, string key)
    {
        var pairs = Enumerable.Range(0, random.Next(1, random.Next(20) == 0 ? 150 : 5))
            .Select(_ => ($"f{random.Next(200)}", RandomText(random))).ToArray();
        var status = engine.HashSet(Engines.Bytes(key), new TextFields(pairs), out var added);
        var old = model.Find(key);
        if (old is string)
        {
            Assert.Equal(EngineStatus.WrongType, status);
            return;
        }

        var fields = (SortedDictionary<string, string>?)old ?? new(StringComparer.Ordinal);
        var before = fields.Count;
        foreach (var (field, value) in pairs)
            fields[field] = value;
        Assert.Equal((EngineStatus.Ok, fields.Count - before), (status, added));
        model.Put(key, fields, old is null ? 0 : model.ExpiryOf(key));
    }

    private static void HashDelete(Random random, CacheEngine engine, Model model, string key)
    {
        var names = Enumerable.Range(0, random.Next(1, 20)).Select(_ => ($"f{random.Next(200)}", "")).ToArray();
        var status = engine.HashDelete(Engines.Bytes(key), new TextFields(names), out var removed);
        if (model.Find(key) is not SortedDictionary<string, string> fields)
        {
            Assert.Equal(model.Find(key) is null ? EngineStatus.Missing : EngineStatus.WrongType, status);
            return;
        }

        var expected = names.Count(name => fields.Remove(name.Item1));
        Assert.Equal((expected == 0 ? EngineStatus.Unchanged : EngineStatus.Ok, expected), (status, removed));
        if (fields.Count == 0)
            model.Remove(key);
    }

    private static void Compare(CacheEngine engine, Model model, string key)
    {
        var wanted = model.Find(key);
        Assert.Equal(wanted as string, engine.GetText(key));
        Assert.Equal(wanted as SortedDictionary<string, string>, engine.GetFields(key));
        var status = engine.GetExpiry(Engines.Bytes(key), out var expiresAtMs);
        Assert.Equal(wanted is null ? EngineStatus.Missing : EngineStatus.Ok, status);
        if (wanted is not null)
            Assert.Equal(model.ExpiryOf(key), expiresAtMs);
    }
}
