"""The real parts that are measured while something grows, and how they are asked."""

import base64
import http.client
import importlib.machinery
import importlib.util
import json
import pathlib
import re
import secrets
import statistics
import subprocess
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]


def module_of(script):
    """bench/run is a program without a suffix; what it knows of starting and counting is used here too."""
    loader = importlib.machinery.SourceFileLoader("bench_run", str(script))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


run = module_of(ROOT / "bench/run")


class Server:
    """One Payara Micro with one WAR, and of memory what the containers give it."""

    def __init__(self, name, war, port, heap, **environment):
        self.port = port
        self.process = run.start(
            name, [run.java("java"), "-XX:+UseSerialGC", "-Xmx" + heap, "-jar", ROOT / "target/payara-micro.jar", "--port", port,
                   "--disablephonehome", "--nocluster", "--prebootcommandfile", ROOT / "docker/server/server.asadmin",
                   "--deploy", f"{ROOT / war}:/"],
            **environment)
        run.await_port(port, self.process)

    def cpu(self):
        """Seconds of this process alone, without children."""
        return run.cpu([self.process.pid])

    def heap(self):
        """KiB of what lives after a full collection."""
        said = run.output([run.java("jcmd"), self.process.pid, "GC.class_histogram"])
        return int(re.search(r"Total\s+\d+\s+(\d+)", said).group(1)) / 1024

    def resident(self):
        return run.resident(self.process.pid)

    def threads(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"Threads:\s+(\d+)", status).group(1))

    def idle_cpu(self, seconds=4):
        """Milliseconds of CPU in a second in which nobody asks."""
        before = self.cpu()
        time.sleep(seconds)
        return (self.cpu() - before) / seconds * 1000

    def stop(self):
        run.stop(self.process)


class Caller:
    """Asks a server over one connection that stays, and takes the time."""

    def __init__(self, port):
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method, path, body=None, headers=None):
        for attempt in (1, 2):
            try:
                self.connection.request(method, path, body, headers or {})
                answer = self.connection.getresponse()
                return answer, answer.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.connection.close()
                if attempt == 2:
                    raise

    def good(self, *request):
        answer, octets = self.ask(*request)
        if answer.status >= 400:
            run.fail(f"{request[0]} {request[1]} is answered {answer.status}: {octets[:300]}")
        return answer, octets

    def times(self, server, requests):
        """Median and 99th percentile in milliseconds, and CPU of the server for each in milliseconds."""
        took, before = [], server.cpu()
        for request in requests:
            begin = time.perf_counter()
            self.good(*request)
            took.append((time.perf_counter() - begin) * 1000)
        used = (server.cpu() - before) * 1000 / len(took)
        took.sort()
        return {"median": statistics.median(took), "p99": took[int(len(took) * 0.99)], "cpu": used}


def basic(name, secret):
    return "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()


class Auth:
    """The authorization server on a Redis of its own."""

    COPIED = "copied-client"

    def __init__(self, services=1):
        self.redis, port = run.redis_server(), run.free_port()
        self.issuer = f"http://127.0.0.1:{port}"
        self.secret, key = secrets.token_hex(24), run.WORK / "key.pem"
        if not key.exists():
            run.output(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key])
        self.server = Server(
            f"auth-{port}", "target/auth.war", port, "345m", GATEWAY_ISSUER=self.issuer,
            REDIS_URL=f"redis://127.0.0.1:{self.redis}",
            LOCAL_IDENTITY="true", TRUSTED_PROXIES="127.0.0.1", MCP_SERVICES=",".join(f"s{i}" for i in range(services)),
            MCP_RESOURCE_PATTERNS=self.issuer + "/services/{service}/mcp", REGISTRATIONS_PER_HOUR="0",
            AUTHORIZATIONS_PER_MINUTE="0", JWT_PRIVATE_KEY_B64=base64.b64encode(key.read_bytes()).decode(),
            MACHINE_CLIENTS=",".join(f"{name}:{self.secret}" for name in ("bench", "boss", self.COPIED)),
            ADMIN_MACHINE_CLIENTS="boss",
            RESOURCE_SERVERS=f"rs:{self.secret}", MONITORING_ALLOWED="127.0.0.1")
        self.caller = Caller(port)
        self.await_deployment()
        self.token = self.issue()
        self.admin = {"Authorization": "Bearer " + self.issue("boss", self.issuer + "/admin/api", "gateway:admin")}

    def await_deployment(self):
        """A server that listens may not have deployed yet."""
        for _ in range(600):
            answer, _ = self.caller.ask("GET", "/.well-known/oauth-authorization-server")
            if answer.status == 200:
                return
            time.sleep(0.5)
        run.fail("the authorization server is not deployed")

    def token_request(self, client="bench", resource=None, scope=None):
        form = {"grant_type": "client_credentials", "resource": resource or self.issuer + "/services/s0/mcp"}
        return "POST", "/token", urllib.parse.urlencode({**form, **({"scope": scope} if scope else {})}), {
            "Content-Type": "application/x-www-form-urlencoded", "Authorization": basic(client, self.secret)}

    def issue(self, *wanted):
        return json.loads(self.caller.good(*self.token_request(*wanted))[1])["access_token"]

    def register(self):
        return json.loads(self.caller.good(*self.registration())[1])

    @staticmethod
    def registration():
        return "POST", "/register", json.dumps({
            "client_name": "growth", "redirect_uris": ["http://127.0.0.1/callback"], "token_endpoint_auth_method": "none"}), {
            "Content-Type": "application/json"}

    def verification(self, service="s0"):
        return "GET", "/verify", None, {
            "Authorization": "Bearer " + self.token, "X-Forwarded-Method": "POST", "X-Forwarded-Proto": "http",
            "X-Forwarded-Host": f"127.0.0.1:{self.server.port}", "X-Forwarded-Uri": f"/services/{service}/mcp"}

    def introspection(self):
        return "POST", "/introspect", urllib.parse.urlencode({"token": self.token}), {
            "Content-Type": "application/x-www-form-urlencoded", "Authorization": basic("rs", self.secret)}

    def authorization(self, client_id):
        return "GET", "/authorize?" + urllib.parse.urlencode({
            "response_type": "code", "client_id": client_id, "redirect_uri": "http://127.0.0.1/callback", "state": "s",
            "code_challenge": "E9Melhoa2OwvFrEGTmMTjQ1m5lC1-_y5hZ_3N8dN9xY", "code_challenge_method": "S256",
            "resource": self.issuer + "/services/s0/mcp"}), None, {}

    def listing(self, path, score=None, member=None):
        cursor = "" if score is None else "&cursor=" + base64.urlsafe_b64encode(
            f"{score} {member}".encode()).rstrip(b"=").decode()
        return "GET", f"/admin/api/{path}limit=100{cursor}", None, self.admin

    def redis_memory(self):
        """MiB that Redis uses for what it holds."""
        return int(re.search(r"used_memory:(\d+)", self.cli("INFO", "memory")).group(1)) / 2**20

    def cli(self, *command):
        return run.output(["redis-cli", "-p", self.redis, *command])

    def pipe(self, octets):
        """Sends commands in bulk; `octets` gives chunks of Redis' protocol."""
        process = subprocess.Popen(
            ["redis-cli", "-p", str(self.redis), "--pipe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for chunk in octets:
            process.stdin.write(chunk)
        said = process.communicate()[0].decode()
        if process.returncode or "errors: 0" not in said:
            run.fail("Redis did not take what it was sent:\n" + said)

    def stop(self):
        self.server.stop()


class Bridge:
    """The bridge in front of children that answer at once."""

    def __init__(self, services=1):
        self.catalogue, port = run.WORK / f"catalogue-{services}.json", run.free_port()
        self.offer(services)
        self.server = Server(
            f"bridge-{port}", "mcp-bridge-war/target/mcp-bridge.war", port, "256m", MCP_CATALOGUE=str(self.catalogue),
            BASE_DOMAIN="localhost", MCP_SESSION_IDLE_TIMEOUT="3600",
            **{f"MCP_MAX_{what}{whose}": "1000000" for what in ("SESSIONS", "CHILDREN")
               for whose in ("", "_PER_USER", "_PER_SERVICE")})
        self.caller = Caller(port)
        run.await_session(f"http://127.0.0.1:{port}/s0/mcp", self.server.process)

    def offer(self, services):
        program = {"command": str(run.CACHE / "child")}
        self.catalogue.write_text(json.dumps({"mcpServers": {f"s{i}": program for i in range(services)}}))

    @staticmethod
    def headers(user, session=None):
        named = {"Mcp-Session-Id": session, "MCP-Protocol-Version": "2025-06-18"} if session else {}
        return {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", "X-User-Id": user,
                "X-User-Name": user, **named}

    def open(self, user="u", service="s0"):
        """A session's identifier and the milliseconds that its opening took."""
        begin = time.perf_counter()
        answer, _ = self.caller.good("POST", f"/{service}/mcp", run.INITIALIZE, self.headers(user))
        took = (time.perf_counter() - begin) * 1000
        session = answer.getheader("Mcp-Session-Id")
        self.caller.good("POST", f"/{service}/mcp", b'{"jsonrpc":"2.0","method":"notifications/initialized"}',
                         self.headers(user, session))
        return session, took

    def end(self, session, user="u", service="s0"):
        self.caller.good("DELETE", f"/{service}/mcp", None, self.headers(user, session))

    def call(self, session, user="u", service="s0"):
        return "POST", f"/{service}/mcp", (b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo",'
                                           b'"arguments":{"message":"hello"}}}'), self.headers(user, session)

    def stop(self):
        self.server.stop()
