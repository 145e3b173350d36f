"""What is measured at each size. Each gives size → {column: value}; latencies and CPU for one request in milliseconds."""

import selectors
import socket
import statistics
import sys

from . import fill
from .parts import Auth, Bridge

COUNT = 400  # requests of each kind at each size
WARMINGS = 10  # as many before the first, for a server that has compiled nothing yet tells of itself alone


def say(text):
    print(text, file=sys.stderr, flush=True)


def columns(measured):
    """From {path: times} to one row."""
    row = {}
    for path, times in measured.items():
        row.update({path: times["median"], path + ", p99": times["p99"], path + ", CPU": times["cpu"]})
    return row


def of_auth(auth, paths):
    row = columns({name: auth.caller.times(auth.server, [request] * COUNT) for name, request in paths.items()})
    return {**row, "heap, MiB": auth.server.heap() / 1024, "resident, MiB": auth.server.resident(),
            "Redis, MiB": auth.redis_memory()}


def warm(auth, paths):
    for _ in range(WARMINGS):
        of_auth(auth, paths)


def among(sizes, template_of, prove, paths_of):
    """One authorization server, filled up from size to size, proven at each to tell the same of a copy, and asked."""
    auth, rows, there = Auth(), {}, 0
    template = template_of(auth)
    for size in sizes:
        fill.fill(auth, template, there, size)
        there = size
        names = template.names(size // 2)
        prove(auth, template, names)
        paths = {
            "/verify": auth.verification(), "/token": auth.token_request(), "/introspect": auth.introspection(),
            "/register": auth.registration(), **paths_of(auth, template, names, size),
            "numbers": ("GET", "/admin/api/stats", None, auth.admin)}
        if not rows:
            warm(auth, paths)
        rows[size] = of_auth(auth, paths)
        say(f"{size}: {rows[size]}")
    auth.stop()
    return rows


def clients(sizes):
    return among(
        sizes, fill.clients,
        lambda auth, template, names: fill.prove(
            auth, "/admin/api/client?client_id=", template.originals[:1], names[:1]),
        lambda auth, template, names, size: {
            "/authorize": auth.authorization(names[0]), "list, first page": auth.listing("clients?"),
            "list, last page": auth.listing("clients?", int(template.names(size - 100)[1]), "z")})


def tokens(sizes):
    return among(
        sizes, fill.tokens,
        lambda auth, template, names: fill.prove(auth, "/admin/api/tokens/", template.originals, names),
        lambda auth, template, names, size: {
            "list, first page": auth.listing("tokens?"), "of one user": auth.listing(f"tokens?username={names[2]}&"),
            "users, first page": auth.listing("users?")})


def of_bridge(bridge, session, user="u", service="s0", openings=None):
    """Calls in one session, and openings of others, which end again."""
    calls = bridge.caller.times(bridge.server, [bridge.call(session, user, service)] * COUNT)
    openings = openings or COUNT // 10
    before, took = bridge.server.cpu(), []
    for _ in range(openings):
        opened, milliseconds = bridge.open("another", service)
        took.append(milliseconds)
        bridge.end(opened, "another", service)
    used = (bridge.server.cpu() - before) * 1000 / openings
    took.sort()
    row = columns({"tools/call": calls,
                   "initialize": {"median": statistics.median(took), "p99": took[int(len(took) * 0.99)], "cpu": used}})
    return {**row, "heap, MiB": bridge.server.heap() / 1024, "resident, MiB": bridge.server.resident(),
            "threads": bridge.server.threads(), "idle CPU, ms/s": bridge.server.idle_cpu()}


def warm_bridge(bridge):
    session, _ = bridge.open()
    for _ in range(WARMINGS):
        of_bridge(bridge, session, openings=COUNT // 4)
    return session


def sessions(sizes):
    bridge, rows = Bridge(), {}
    opened = [warm_bridge(bridge)]
    empty = bridge.server.heap()
    for size in sizes:
        while len(opened) < size:
            opened.append(bridge.open(f"u{len(opened) // 50}")[0])
        rows[size] = of_bridge(bridge, opened[0])
        rows[size]["heap of a session, KiB"] = (rows[size]["heap, MiB"] * 1024 - empty) / max(size - 1, 1)
        say(f"{size} sessions: {rows[size]}")
    rows[sizes[0]]["heap of a session, KiB"] = 0
    bridge.stop()
    return rows


class Streams:
    """Event streams that are open and read whatever comes."""

    def __init__(self, bridge):
        self.bridge, self.open, self.sessions = bridge, [], []
        self.selector = selectors.DefaultSelector()

    def add(self):
        """One more, two hundred for each session at most."""
        if len(self.open) % 200 == 0:
            self.sessions.append(self.bridge.open("listener")[0])
        headers = {**self.bridge.headers("listener", self.sessions[-1]), "Accept": "text/event-stream"}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        stream = socket.create_connection(("127.0.0.1", self.bridge.server.port), 30)
        stream.sendall(f"GET /s0/mcp HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode())
        if not stream.recv(4096).startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"bench/growth: the stream number {len(self.open) + 1} was not opened")
        stream.setblocking(False)
        self.selector.register(stream, selectors.EVENT_READ)
        self.open.append(stream)

    def read(self):
        """How many have said something since the last look; one that ended fails the run."""
        ready = self.selector.select(0)
        for key, _ in ready:
            if not key.fileobj.recv(65536):
                raise SystemExit("bench/growth: the bridge has ended a stream")
        return len(ready)

    def close(self):
        for stream in self.open:
            self.selector.unregister(stream)
            stream.close()


def streams(sizes):
    bridge, rows = Bridge(), {}
    session = warm_bridge(bridge)
    listening = Streams(bridge)
    listening.add()
    empty = bridge.server.heap()
    for size in sizes:
        before, first = bridge.server.cpu(), len(listening.open)
        while len(listening.open) < size:
            listening.add()
        opening = (bridge.server.cpu() - before) * 1000 / max(len(listening.open) - first, 1)
        row = of_bridge(bridge, session)
        begin = bridge.server.cpu()
        listening.read()
        row["idle CPU, ms/s"] = bridge.server.idle_cpu(16)
        row["alive"] = listening.read()
        row["opening, CPU"] = opening if size > first else 0
        row["heap of a stream, KiB"] = (row["heap, MiB"] * 1024 - empty) / max(size - 1, 1)
        rows[size] = row
        say(f"{size} streams: {row} {bridge.server.cpu() - begin:.2f}")
    rows[sizes[0]]["heap of a stream, KiB"] = 0
    listening.close()
    bridge.stop()
    return rows


def services(sizes):
    rows = {}
    for size in sizes:
        auth, bridge = Auth(size), Bridge(size)
        last = f"s{size - 1}"
        session, _ = bridge.open("u", last)
        for _ in range(WARMINGS):
            of_bridge(bridge, session, "u", last, COUNT // 4)
        each = [bridge.open("u", f"s{i}") for i in range(size)]
        paths = {"/verify": auth.verification(), "/token": auth.token_request(),
                 "metadata": ("GET", "/.well-known/oauth-authorization-server", None, {})}
        warm(auth, paths)
        row = of_bridge(bridge, session, "u", last)
        rows[size] = {**of_auth(auth, paths), **{name: value for name, value in row.items()}}
        say(f"{size} services, {len(each)} sessions: {rows[size]}")
        auth.stop()
        bridge.stop()
    return rows
