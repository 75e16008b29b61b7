/* hiredis as its users use it; prints ok. Argument: port. */
#include <hiredis/hiredis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static redisContext *context;

static void check(const char *what, int holds)
{
    if (holds)
        return;
    fprintf(stderr, "not so: %s (%s)\n", what, context->errstr);
    exit(1);
}

static redisReply *call(const char *format, const char *argument)
{
    redisReply *reply = redisCommand(context, format, argument);
    check(format, reply != NULL);
    return reply;
}

int main(int argc, char **argv)
{
    (void)argc;
    context = redisConnect("127.0.0.1", atoi(argv[1]));
    check("connect", context != NULL && !context->err);
    check("SET", strcmp(call("SET hi:a %s EX 100", "one two")->str, "OK") == 0);
    check("GET", strcmp(call("GET hi:a", NULL)->str, "one two") == 0);
    check("HSET", call("HSET hi:h f 1 g 2", NULL)->integer == 2);
    check("HGETALL as an array", call("HGETALL hi:h", NULL)->type == REDIS_REPLY_ARRAY);
    check("nil", call("GET hi:none", NULL)->type == REDIS_REPLY_NIL);
    check("error", call("INCR hi:h", NULL)->type == REDIS_REPLY_ERROR);
    for (int i = 0; i < 1000; i++)
        redisAppendCommand(context, "SET hip:%d %d", i, i);
    for (int i = 0; i < 1000; i++) {
        redisReply *reply;
        check("pipelined reply", redisGetReply(context, (void **)&reply) == REDIS_OK && reply->type == REDIS_REPLY_STATUS);
        freeReplyObject(reply);
    }
    puts("ok");
    return 0;
}
