#!/bin/busybox sh
# shellcheck shell=dash
# The first and only process of scripts/test-arm64.sh's virtual machine: runs the test programs, then two nodes with a
# router that redis-cli asks. Its last line is `arm64: N passed, N failed`; then the machine ends.
export PATH=/bin:/usr/bin
export HOME=/tmp TMPDIR=/tmp DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_TieredPGO=0
# Linked to in the image's place of commands: mount, cat, seq ...
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmp /tmp
ln -s /proc/self/fd /dev/fd
ifconfig lo 127.0.0.1 up
hostname arm64
passed=0 failed=0

seconds() { cut -d. -f1 /proc/uptime; }

# check NAME EXPECTED COMMAND...: the command's output must be just EXPECTED.
check() {
    name=$1 expected=$2
    shift 2
    actual=$("$@" 2>&1)
    if [ "$actual" = "$expected" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
        echo "  expected: $expected"
        echo "  was:      $actual"
    fi
}

# Runs a test program with its arguments; its summary counts.
run_tests() {
    program=$1 log=/tmp/$1.log
    shift
    began=$(seconds)
    "/tests/$program" "$@" -noColor >"$log" 2>&1 </dev/null
    status=$?
    line=$(grep -E "^ *$program +Total: [0-9]+" "$log" | tail -1)
    if [ -z "$line" ]; then
        failed=$((failed + 1))
        echo "$program: ended with status $status and no summary; the end of its log:"
        tail -40 "$log"
        return
    fi
    count() { echo "$line" | sed -E "s/.*$1: ([0-9]+).*/\1/"; }
    bad=$(($(count Failed) + $(count Errors)))
    good=$(($(count Total) - $(count Failed) - $(count Skipped) - $(count 'Not Run')))
    passed=$((passed + good)) failed=$((failed + bad))
    echo "$program: $good passed, $bad failed, $(($(seconds) - began)) s"
    if [ $bad != 0 ]; then grep -A15 '\[FAIL\]' "$log" | head -150; fi
}

# ask PORT COMMAND...
ask() {
    port=$1
    shift
    redis-cli -h 127.0.0.1 -p "$port" --no-raw "$@"
}

wait_ready() {
    tries=0
    until wget -q -O /dev/null "http://127.0.0.1:$1/readyz" 2>/dev/null; do
        tries=$((tries + 1))
        if [ $tries = 300 ]; then
            failed=$((failed + 1))
            echo "FAILED nothing is ready on port $1"
            return
        fi
        usleep 200000
    done
}

run_cluster() {
    began=$(seconds)
    cat >/tmp/topology.json <<END
{"epoch":1,"replication":{"factor":2},"scheduler":{"type":"LeastLoad"},"nodes":[
 {"name":"a","address":"127.0.0.1:7001","peerAddress":"127.0.0.1:8001"},
 {"name":"b","address":"127.0.0.1:7002","peerAddress":"127.0.0.1:8002"}],
 "slots":[{"from":0,"to":8191,"copies":[{"node":"a","state":"InSync"},{"node":"b","state":"InSync"}]},
          {"from":8192,"to":16383,"copies":[{"node":"b","state":"InSync"},{"node":"a","state":"InSync"}]}]}
END
    # One with blocks of huge pages, one that maps piece by piece.
    /node/k8scache-node --name a --bind 127.0.0.1 --port 7001 --peer-port 8001 --admin-port 9001 --memory 256MiB \
        --threads 2 --topology /tmp/topology.json >/tmp/a.log 2>&1 &
    /node/k8scache-node --name b --bind 127.0.0.1 --port 7002 --peer-port 8002 --admin-port 9002 --memory 64MiB \
        --threads 2 --topology /tmp/topology.json >/tmp/b.log 2>&1 &
    /router/k8scache-router --bind 127.0.0.1 --port 6379 --admin-port 9003 --threads 2 \
        --topology /tmp/topology.json >/tmp/router.log 2>&1 &
    wait_ready 9001
    wait_ready 9002
    wait_ready 9003
    echo "nodes and router: ready after $(($(seconds) - began)) s"
    before=$failed
    check 'SET through the router' OK ask 6379 SET greeting hello
    check 'GET through the router' '"hello"' ask 6379 GET greeting
    check 'MSET over slots' OK ask 6379 MSET a 1 b 2 c 3 d 4 e 5
    check 'MGET over slots' "$(printf '1) "1"\n2) "2"\n3) "3"\n4) "4"\n5) "5"\n6) (nil)')" ask 6379 MGET a b c d e f
    check 'INCR' '(integer) 6' ask 6379 INCR e
    check 'HSET' '(integer) 2' ask 6379 HSET h one 1 two 2
    check 'HGET' '"2"' ask 6379 HGET h two
    check 'RPUSH' '(integer) 3' ask 6379 RPUSH l x y z
    check 'LRANGE' "$(printf '1) "x"\n2) "y"\n3) "z"')" ask 6379 LRANGE l 0 -1
    check 'ZADD' '(integer) 2' ask 6379 ZADD z 1 one 2 two
    check 'EXPIRE' '(integer) 1' ask 6379 EXPIRE greeting 100
    check 'DEL over slots' '(integer) 2' ask 6379 DEL a b
    check "the nodes have what is left" 7 sh -c "echo \$((\$(redis-cli -p 7001 DBSIZE) + \$(redis-cli -p 7002 DBSIZE)))"
    check 'a node answers MOVED for what it is no primary of' 1 sh -c 'for p in 7001 7002; do redis-cli -p $p SET greeting hi; done | grep -c MOVED'
    # As many as make the indexes grow, and shrink with FLUSHALL; and a long value.
    seq 1 50000 | sed 's/.*/SET key:& a-value-of-some-length-for-key-&\r/' | redis-cli -h 127.0.0.1 -p 6379 --pipe >/tmp/pipe.log 2>&1
    check 'a pipeline of 50,000 writes' 'errors: 0, replies: 50000' tail -1 /tmp/pipe.log
    check 'reads the last of them' '"a-value-of-some-length-for-key-50000"' ask 6379 GET key:50000
    dd if=/dev/zero bs=1048576 count=8 2>/dev/null | tr '\0' x >/tmp/large
    check 'SET of 8 MiB' OK sh -c 'redis-cli -p 6379 --no-raw -x SET large </tmp/large'
    check 'GET of 8 MiB' "$(md5sum </tmp/large)" sh -c 'redis-cli -p 6379 --raw GET large | head -c 8388608 | md5sum'
    check 'FLUSHALL' OK ask 6379 FLUSHALL
    check 'nothing is left' "$(printf '(integer) 0\n(integer) 0')" sh -c 'redis-cli -p 7001 --no-raw DBSIZE; redis-cli -p 7002 --no-raw DBSIZE'
    check 'the metrics of all three' "$(printf 'ok\nok\nok')" sh -c 'for p in 9001 9002 9003; do wget -q -O - http://127.0.0.1:$p/metrics | grep -q ^k8scache_ && echo ok; done'
    grep -E '^Vm(HWM|RSS)' /proc/$!/status | sed 's/^/router: /'
    kill -TERM %1 %2 %3
    wait
    if [ $failed != $before ]; then tail -20 /tmp/a.log /tmp/b.log /tmp/router.log; fi
    echo "nodes and router: done after $(($(seconds) - began)) s"
}

echo "$(uname -srm), pages of $(sed -n "s/^KernelPageSize: *//p" /proc/self/smaps | head -1), $(nproc) processors"
run_cluster
set -f
while read -r program arguments; do
    # shellcheck disable=SC2086 # arguments are words
    run_tests "$program" $arguments
done </tests.list
echo "arm64: $passed passed, $failed failed"
poweroff -f
