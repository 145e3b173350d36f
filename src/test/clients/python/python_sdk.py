"""The official Python SDK, in both eras: python python_sdk.py PLAN

A plan is a list of {server, url, era, calls: {name: {tool, arguments}}}. The address that the person must open is printed
as "AUTHORIZE <url>", what happened in each connection as "OBSERVED {...}".
"""

import asyncio
import json
import sys
from urllib.parse import parse_qs, urlsplit

import httpx2
from mcp import Client
from mcp.client.auth import AuthorizationCodeResult, OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import OAuthClientMetadata
from mcp.types import CreateMessageResult, ElicitResult, TextContent

MODES = {"initialize": "legacy", "stateless": "auto"}
# What the person at this client would fill in.
PERSON = {"username": "ada", "name": "Ada Lovelace", "email": "ada@example.com"}


class Memory:
    """Keeps what the SDK wants kept."""

    def __init__(self):
        self.tokens = None
        self.client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client_info):
        self.client = client_info


class Callback:
    """The loopback redirect address."""

    async def listen(self):
        self.arrived = asyncio.get_running_loop().create_future()
        self.listener = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self.listener.sockets[0].getsockname()[1]}/callback"

    async def _answer(self, reader, writer):
        target = (await reader.readline()).decode().split(" ")[1]
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()
        url = urlsplit(target)
        if url.path == "/callback" and not self.arrived.done():
            self.arrived.set_result({name: values[0] for name, values in parse_qs(url.query).items()})

    async def result(self):
        parameters = await self.arrived
        return AuthorizationCodeResult(
            code=parameters["code"], state=parameters.get("state"), iss=parameters.get("iss")
        )


async def say_where(url):
    print("AUTHORIZE", url, flush=True)


async def authorization(server):
    """One authorization for one server, kept for as long as this process lives."""
    callback = Callback()
    redirect_uri = await callback.listen()
    return OAuthClientProvider(
        server,
        OAuthClientMetadata(client_name="Python SDK", redirect_uris=[redirect_uri]),
        Memory(),
        redirect_handler=say_where,
        callback_handler=callback.result,
    )


class Answers:
    """What the client answers when a server asks; each question is noted."""

    def __init__(self):
        self.asked = []

    async def elicit(self, context, params):
        self.asked.append("elicitation/create")
        wanted = params.requested_schema["properties"]
        return ElicitResult(
            action="accept", content={field: value for field, value in PERSON.items() if field in wanted}
        )

    async def sample(self, context, params):
        self.asked.append("sampling/createMessage")
        content = TextContent(type="text", text="Paris")
        return CreateMessageResult(role="assistant", model="end-to-end", stop_reason="endTurn", content=content)


async def outcome(client, answers, call):
    progress = []
    answers.asked.clear()

    async def note(done, total, message):
        progress.append(done)

    try:
        result = await client.call_tool(call["tool"], call["arguments"], progress_callback=note)
        text = "\n".join(getattr(block, "text", block.type) for block in result.content)
    except Exception as failure:
        text = f"failed: {failure}"
    return {"text": text, "progress": progress, "asked": list(answers.asked)}


async def observe(entry, auth):
    answers = Answers()
    async with httpx2.AsyncClient(auth=auth, timeout=60) as http:
        async with Client(
            streamable_http_client(entry["url"], http_client=http),
            mode=MODES[entry["era"]],
            elicitation_callback=answers.elicit,
            sampling_callback=answers.sample,
        ) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            outcomes = {name: await outcome(client, answers, call) for name, call in entry["calls"].items()}
            version = client.protocol_version
    observed = {"server": entry["server"], "era": entry["era"], "version": version}
    print("OBSERVED", json.dumps(observed | {"tools": tools, "outcomes": outcomes}), flush=True)


async def main(plan):
    authorizations = {}
    for entry in json.loads(plan):
        if entry["url"] not in authorizations:
            authorizations[entry["url"]] = await authorization(entry["url"])
        await observe(entry, authorizations[entry["url"]])


asyncio.run(main(sys.argv[1]))
