// mcp-remote as MCP clients start it, a stdio server. Where its person must sign in is printed as "AUTHORIZE <url>"; the
// folder for its credentials is MCP_REMOTE_CONFIG_DIR.
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const { resolve } = createRequire(import.meta.url);
const proxy = join(dirname(resolve('mcp-remote/package.json')), 'dist', 'proxy.js');

/** @param listener gets each line that it says on its error channel */
export function startedByMcpRemote(args, listener = () => {}) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [proxy, ...args],
    env: { ...process.env, BROWSER: '/bin/true' },
    stderr: 'pipe',
  });
  createInterface({ input: transport.stderr }).on('line', (line) => {
    const authorization = line.match(/https?:\/\/\S+\/(?:authorize|device)\?\S+/);
    if (authorization) console.log(`AUTHORIZE ${authorization[0]}`);
    else console.error(line);
    listener(line);
  });
  return transport;
}
