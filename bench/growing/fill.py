"""Fills Redis with what the product would have written: one record is made through its API, and copied with other names."""

import base64
import json
import time


def jti_of(token):
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))["jti"]


def snapshot(auth):
    """Everything in Redis, by key: its type, its content, and its end in milliseconds since 1970 (-1: none)."""
    found = {}
    for key in auth.cli("KEYS", "*").split():
        kind = auth.cli("TYPE", key).strip()
        end = int(auth.cli("PEXPIRETIME", key))
        if kind == "string":
            found[key] = (kind, auth.cli("--raw", "GET", key)[:-1], end)
        elif kind == "zset":
            parts = auth.cli("--raw", "ZRANGE", key, "0", "-1", "WITHSCORES").split("\n")[:-1]
            found[key] = (kind, dict(zip(parts[::2], parts[1::2])), end)
        elif kind == "hash":
            parts = auth.cli("--raw", "HGETALL", key).split("\n")[:-1]
            found[key] = (kind, dict(zip(parts[::2], parts[1::2])), end)
    return found


def written(before, after):
    """The commands that bring about what was added meanwhile, but for what everything shares, such as the audit trail."""
    commands = []
    for key, (kind, content, end) in after.items():
        old = before.get(key, (kind, "" if kind == "string" else {}, end))[1]
        if key.startswith(("oauth:rate:", "oauth:traffic", "oauth:index_version")) or content == old:
            continue
        if kind == "string":
            commands.append(["SET", key, content, *(["PXAT", str(end)] if end > 0 else [])])
            continue
        added = {name: value for name, value in content.items() if old.get(name) != value}
        for name, value in added.items():
            commands.append(["ZADD", key, value, name] if kind == "zset" else ["HSET", key, name, value])
        if added and end > 0:
            commands.append(["PEXPIREAT", key, str(end)])
    return commands


class Template:
    """Commands with places for names: what the product wrote for one, to be written for many.

    names: text → what stands there instead for the copy of a number, as long as the text, so that lengths in the protocol
    stay right.
    """

    def __init__(self, commands, names):
        text = b"".join(self.encoded(command) for command in commands)
        for at, name in enumerate(names):
            text = text.replace(name.encode(), b"\0%d\0" % at)
        self.parts = text.split(b"\0")
        self.originals, self.others = list(names), list(names.values())

    @staticmethod
    def encoded(command):
        return b"*%d\r\n" % len(command) + b"".join(
            b"$%d\r\n%s\r\n" % (len(part.encode()), part.encode()) for part in command)

    def names(self, number):
        return [other(number) for other in self.others]

    def commands(self, first, last):
        chunk = []
        for number in range(first, last):
            named = [name.encode() for name in self.names(number)]
            chunk.extend(named[int(part)] if i % 2 else part for i, part in enumerate(self.parts))
            if number % 2000 == 1999:
                yield b"".join(chunk)
                chunk = []
        yield b"".join(chunk)


def numbered(text, letter, each=1):
    """A name of the same length for each so many copies."""
    return lambda number: letter + str(number // each).rjust(len(text) - 1, "0")


def clients(auth):
    """What a registration writes. Two copies each were registered a millisecond before those before them: all within a quarter
    of an hour, after which identical ones would end each other."""
    before = snapshot(auth)
    made = auth.register()["client_id"]
    commands = written(before, snapshot(auth))
    score = next(command[2] for command in commands if command[:2] == ["ZADD", "oauth:clients"])
    return Template(commands, {made: numbered(made, "c"), score: lambda number: str(int(score) - 1 - number // 2)})


def tokens(auth):
    """What an access token writes, ten of them for each user and client, each of a grant of its own; their ends lie apart."""
    before = snapshot(auth)
    jti = jti_of(auth.issue(auth.COPIED))
    after = snapshot(auth)
    grant = json.loads(after["oauth:token:" + jti][1])["grantId"]
    commands = written(before, after)
    end = next(command[2] for command in commands if command[:2] == ["ZADD", "oauth:tokens"])
    return Template(commands, {
        jti: numbered(jti, "j"), grant: numbered(grant, "g"), auth.COPIED: numbered(auth.COPIED, "u", 10),
        end: lambda number: str(int(end) - number % 40_000)})


def prove(auth, path, original, copied):
    """That the API says the same of a copy as of what it made itself, but for the names."""
    real = json.loads(auth.caller.good("GET", path + original[0], None, auth.admin)[1])
    copy = json.loads(auth.caller.good("GET", path + copied[0], None, auth.admin)[1])
    text = json.dumps(copy)
    for name, other in sorted(zip(copied, original), key=lambda names: -len(names[0])):
        text = text.replace(name, other)
    if json.loads(text) != real:
        raise SystemExit(f"bench/growth: what was filled in is not what the product writes:\n{real}\n{copy}")


def fill(auth, template, first, last):
    begin = time.time()
    auth.pipe(template.commands(first, last))
    return time.time() - begin
