// mcp-remote as MCP clients start it, a stdio server; this script is the client: node mcp-remote.mjs SERVER TOOL ARGUMENTS
// The folder for its credentials is MCP_REMOTE_CONFIG_DIR.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const [server, tool, argumentsOfTool] = process.argv.slice(2);
const { resolve } = createRequire(import.meta.url);
const proxy = join(dirname(resolve('mcp-remote/package.json')), 'dist', 'proxy.js');

const child = spawn(process.execPath, [proxy, server], { env: { ...process.env, BROWSER: '/bin/true' } });
createInterface({ input: child.stderr }).on('line', (line) => {
  const url = line.match(/https?:\/\/\S+\/authorize\?\S+/);
  if (url) console.log(`AUTHORIZE ${url[0]}`);
  else console.error(line);
});

const waiting = new Map();
createInterface({ input: child.stdout }).on('line', (line) => {
  const message = JSON.parse(line);
  waiting.get(message.id)?.(message);
});
const say = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const ask = (id, method, params) =>
  new Promise((answered, failed) => {
    waiting.set(id, ({ result, error }) => (error ? failed(new Error(JSON.stringify(error))) : answered(result)));
    say({ id, method, params });
  });

await ask(1, 'initialize', {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'end-to-end', version: '1' },
});
say({ method: 'notifications/initialized' });
const { tools } = await ask(2, 'tools/list', {});
const result = await ask(3, 'tools/call', { name: tool, arguments: JSON.parse(argumentsOfTool) });
console.log(`RESULT ${JSON.stringify({ tools: tools.map(({ name }) => name), result })}`);
child.stdin.end();
child.kill();
