"""The official Python SDK: python python_sdk.py SERVER TOOL ARGUMENTS [legacy|auto]

The address that the person must open is printed as "AUTHORIZE <url>".
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


async def main(server, tool, arguments, mode="legacy"):
    callback = Callback()
    redirect_uri = await callback.listen()
    provider = OAuthClientProvider(
        server,
        OAuthClientMetadata(client_name="Python SDK", redirect_uris=[redirect_uri]),
        Memory(),
        redirect_handler=say_where,
        callback_handler=callback.result,
    )
    async with httpx2.AsyncClient(auth=provider, timeout=60) as http:
        async with Client(streamable_http_client(server, http_client=http), mode=mode) as client:
            tools = await client.list_tools()
            result = await client.call_tool(tool, json.loads(arguments))
            outcome = {
                "tools": [entry.name for entry in tools.tools],
                "result": result.model_dump(mode="json", by_alias=True),
            }
    print("RESULT", json.dumps(outcome), flush=True)


asyncio.run(main(*sys.argv[1:]))
