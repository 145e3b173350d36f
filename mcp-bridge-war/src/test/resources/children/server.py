"""A stdio server that does, by method name, what real ones do at their worst. Standard library only."""

import json
import os
import resource
import signal
import subprocess
import sys
import time


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def start(detached):
    return subprocess.Popen(
        ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"],
        stdin=subprocess.DEVNULL,
        start_new_session=detached,
    ).pid


def sleep_for_ever():
    while True:
        time.sleep(60)


heard = []


def answer(method, params, request_id):
    match method:
        case "heard":
            return {"heard": heard}
        case "tools/list":
            second = "cursor" in params
            names = ["list_folder", "delete_all"] if second else ["read_file", "delete_file"]
            tools = [{"name": name, "inputSchema": {"type": "object"}} for name in names]
            return {"tools": tools} if second else {"tools": tools, "nextCursor": "second"}
        case "crash":
            os._exit(3)
        case "long":
            # The id comes last, as in messages of the TypeScript SDK.
            sys.stdout.write(
                '{"result":{"text":"%s"},"jsonrpc":"2.0","id":%s}\n' % ("x" * params["bytes"], json.dumps(request_id))
            )
            sys.stdout.flush()
            return None
        case "ask-too-long":
            say({"jsonrpc": "2.0", "id": "q1", "method": "roots/list", "params": {"text": "x" * params["bytes"]}})
            return {"told": json.loads(sys.stdin.readline())}
        case "ask":
            say({"jsonrpc": "2.0", "id": "q1", "method": "elicitation/create", "params": {}})
            return {"told": json.loads(sys.stdin.readline())}
        case "garbage":
            sys.stdout.buffer.write(b"hello\n\xff\xfe\x00\n{not json\n\n[1,2\n")
        case "stderr":
            sys.stderr.write("e" * 300_000 + "\n")
            sys.stderr.flush()
        case "stubborn":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            say({"jsonrpc": "2.0", "id": request_id, "result": {}})
            sleep_for_ever()
        case "hang":
            sleep_for_ever()
        case "spawn":
            return {"pid": start(detached=False)}
        case "spawn-detached":
            return {"pid": start(detached=True)}
        case "progress":
            for step in range(params["steps"]):
                time.sleep(0.2)
                progress = {"progressToken": request_id, "progress": step}
                say({"jsonrpc": "2.0", "method": "notifications/progress", "params": progress})
        case "silent":
            return None
        case "environment":
            return dict(os.environ)
        case "limits":
            return {
                "data": resource.getrlimit(resource.RLIMIT_DATA)[0],
                "cpu": resource.getrlimit(resource.RLIMIT_CPU)[0],
                "files": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
            }
        case "memory":
            bytearray(params["bytes"])
        case "folder":
            return {"folder": os.getcwd()}
        case "whoami":
            return {"pid": os.getpid(), "group": os.getpgid(0)}
    return {"method": method, "params": params}


if "--slow" in sys.argv:
    time.sleep(3)
if "--die" in sys.argv:
    sys.exit(int(sys.argv[sys.argv.index("--die") + 1]))
for line in sys.stdin:
    message = json.loads(line)
    if "method" in message:
        heard.append(message["method"])
    if "id" in message and "method" in message:
        result = answer(message["method"], message.get("params", {}), message["id"])
        if result is not None:
            say({"jsonrpc": "2.0", "id": message["id"], "result": result})
