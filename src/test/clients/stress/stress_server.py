"""A stdio server of the initialize era for what no published server does: python stress_server.py

It reads and answers line by line, with nothing between it and the bytes of its pipes.
"""

import json
import os
import sys
import threading

held = []
ticking = []
speaking = threading.Lock()


def say(message, ascii_only=False):
    line = json.dumps({"jsonrpc": "2.0"} | message, ensure_ascii=ascii_only, separators=(",", ":"))
    with speaking:
        sys.stdout.buffer.write(line.encode() + b"\n")
        sys.stdout.buffer.flush()


def answer(request, text, ascii_only=False):
    say({"id": request["id"], "result": {"content": [{"type": "text", "text": text}]}}, ascii_only)


def progress(request, done):
    token = request["params"].get("_meta", {}).get("progressToken")
    if token is not None:
        say({"method": "notifications/progress", "params": {"progressToken": token, "progress": done}})


def echo(request, text, escaped=False):
    """Gives the text back; escaped, it leaves as ASCII."""
    answer(request, text, escaped)


def complain(request, size):
    """Writes so many bytes to its standard error before it answers."""
    line = b"x" * 999 + b"\n"
    for _ in range(size // len(line)):
        sys.stderr.buffer.write(line)
    sys.stderr.buffer.flush()
    answer(request, f"complained {size}")


def hold(request, text=""):
    """Says that it has begun, and answers only when it is released."""
    held.append((request, text))
    progress(request, 0)


def release(request, steps):
    """Lets every held call make so many steps, all in turns, and end, the last one first; and those that tick."""
    for step in range(1, steps + 1):
        for waiting, _ in held:
            progress(waiting, step)
    for waiting, text in reversed(held):
        answer(waiting, text)
    held.clear()
    for released, worker in ticking:
        released.set()
        worker.join()
    ticking.clear()
    answer(request, "released")


def tick(request):
    """Tells a step every now and then until it is released, and then how many there were."""
    released = threading.Event()

    def steps():
        done = 0
        while not released.wait(0.05):
            done += 1
            progress(request, done)
        answer(request, str(done))

    worker = threading.Thread(target=steps)
    ticking.append((released, worker))
    worker.start()


def environment(request):
    """Names the variables that it was started with."""
    with open("/proc/self/environ", "rb") as block:
        names = [entry.split(b"=")[0].decode() for entry in block.read().split(b"\0") if entry]
    answer(request, " ".join(sorted(names)))


def process(request):
    """Tells its process id."""
    answer(request, str(os.getpid()))


def told(request):
    """Tells what came beside its arguments."""
    answer(request, json.dumps(request["params"].get("_meta", {})))


TOOLS = {tool.__name__: tool for tool in (echo, complain, hold, release, tick, environment, process, told)}


def list_tools():
    schema = {"type": "object"}
    return [{"name": name, "description": tool.__doc__, "inputSchema": schema} for name, tool in TOOLS.items()]


def serve(request):
    method = request.get("method")
    if method == "tools/call":
        TOOLS[request["params"]["name"]](request, **request["params"].get("arguments", {}))
    elif method == "initialize":
        result = {
            "protocolVersion": request["params"]["protocolVersion"],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "stress", "version": "1"},
        }
        say({"id": request["id"], "result": result})
    elif method == "tools/list":
        say({"id": request["id"], "result": {"tools": list_tools()}})
    elif method == "ping":
        say({"id": request["id"], "result": {}})
    elif "id" in request and method:
        say({"id": request["id"], "error": {"code": -32601, "message": f"there is no {method}"}})


for line in sys.stdin.buffer:
    serve(json.loads(line))
