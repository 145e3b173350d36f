// A client of stdio servers, started with the arguments that its configuration gives to mcp-remote:
// node through-mcp-remote.mjs ARGUMENT…
import { Client } from '@modelcontextprotocol/client';
import { startedByMcpRemote } from './mcp-remote-transport.mjs';

const client = new Client({ name: 'end-to-end', version: '1' });
await client.connect(startedByMcpRemote(process.argv.slice(2)));
const { content } = await client.callTool({ name: 'echo', arguments: { message: 'hello' } });
console.log(content[0].text);
await client.close();
