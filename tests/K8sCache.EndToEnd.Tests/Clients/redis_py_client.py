"""redis-py as its users use it; prints ok. Arguments: port, and `cluster` to speak to nodes as a cluster client."""
import sys

import redis

is_cluster = sys.argv[2:] == ["cluster"]
make = redis.RedisCluster if is_cluster else redis.Redis
client = make(host="127.0.0.1", port=int(sys.argv[1]), decode_responses=True, client_name="check")
assert client.ping()
assert client.set("py:a", "1", ex=100)
assert client.get("py:a") == "1"
assert 0 < client.ttl("py:a") <= 100
assert client.set("py:a", "2", nx=True) is None
assert client.getex("py:a", persist=True) == "1" and client.ttl("py:a") == -1
assert client.getdel("py:a") == "1" and client.get("py:a") is None
assert client.incr("py:n", 5) == 5
assert client.incrbyfloat("py:f", 1.5) == 1.5
values = {"py:{m}%d" % i if is_cluster else "py:%d" % i: str(i) for i in range(50)}
assert client.mset(values)
assert client.mget(list(values)) == list(values.values())

assert client.hset("py:h", mapping={"f": "1", "g": "2"}) == 2
assert client.hgetall("py:h") == {"f": "1", "g": "2"}
assert client.hmget("py:h", "g", "none") == ["2", None]
assert client.hincrby("py:h", "f", 4) == 5
assert dict(client.hscan_iter("py:h")) == {"f": "5", "g": "2"}

assert client.sadd("py:s", "a", "b", "c") == 3
assert client.smembers("py:s") == {"a", "b", "c"} and client.sismember("py:s", "a")
assert set(client.sscan_iter("py:s")) == {"a", "b", "c"}

assert client.zadd("py:z", {"one": 1, "two": 2, "three": 3}) == 3
assert client.zrange("py:z", 0, -1, withscores=True) == [("one", 1.0), ("two", 2.0), ("three", 3.0)]
assert client.zincrby("py:z", 10, "one") == 11.0 and client.zrevrank("py:z", "one") == 0
assert client.zrangebyscore("py:z", 2, 3) == ["two", "three"]
assert client.zpopmin("py:z") == [("two", 2.0)]

assert client.rpush("py:l", *range(10)) == 10
assert client.lrange("py:l", -3, -1) == ["7", "8", "9"]
assert client.ltrim("py:l", 0, 4) and client.llen("py:l") == 5
assert client.lpop("py:l", 2) == ["0", "1"]

assert client.setbit("py:b", 7, 1) == 0 and client.bitcount("py:b") == 1
assert client.pfadd("py:p", *range(100)) == 1 and 95 < client.pfcount("py:p") < 105

with client.pipeline(transaction=False) as pipe:
    for i in range(100):
        pipe.set("pipe:%d" % i, "x" * i)
        pipe.strlen("pipe:%d" % i)
    assert pipe.execute()[1::2] == list(range(100))
assert set(client.scan_iter("pipe:*", count=10)) == {"pipe:%d" % i for i in range(100)}

if not is_cluster:
    with client.pipeline(transaction=True) as pipe:
        pipe.watch("{tx}a")
        pipe.multi()
        pipe.incr("{tx}a")
        pipe.incr("{tx}b")
        assert pipe.execute() == [1, 1]
        pipe.watch("{tx}a")
        client.incr("{tx}a")
        pipe.multi()
        pipe.incr("{tx}b")
        try:
            pipe.execute()
            raise AssertionError("a watched key changed: EXEC must not run")
        except redis.exceptions.WatchError:
            pass
    assert client.get("{tx}b") == "1"
    assert "redis_version" in client.info()

assert client.delete("py:n") == 1
assert client.type("py:h") == "hash"
try:
    client.incr("py:h")
    raise AssertionError("INCR of a hash must fail")
except redis.exceptions.ResponseError as error:
    assert "WRONGTYPE" in str(error) or "Operation against a key" in str(error), error
print("ok")
