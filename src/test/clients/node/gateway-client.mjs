// The TypeScript SDK, version 2, on stdio with `gateway client stdio` as its server, in both eras:
// node gateway-client.mjs PLAN, with the script of the command in GATEWAY_SCRIPT.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { createInterface } from 'node:readline';
import { capabilities, observe } from './observe.mjs';
import { callingWithProgress } from './progress.mjs';

const MODES = { initialize: 'legacy', stateless: 'auto' };

/** Where its person must sign in is printed as "AUTHORIZE <url>". */
function started(url) {
  const transport = new StdioClientTransport({
    command: process.env.GATEWAY_SCRIPT,
    args: ['client', 'stdio', url],
    env: { ...process.env, BROWSER: '/bin/true' },
    stderr: 'pipe',
  });
  createInterface({ input: transport.stderr }).on('line', (line) => {
    const authorization = line.match(/^Sign in at (\S+)/);
    if (authorization) console.log(`AUTHORIZE ${authorization[1]}`);
    else console.error(line);
  });
  return transport;
}

await observe(JSON.parse(process.argv[2]), async ({ url, era }, answers) => {
  const versionNegotiation = { mode: MODES[era] };
  const client = new Client({ name: 'end-to-end', version: '1' }, { capabilities, versionNegotiation });
  client.setRequestHandler('elicitation/create', ({ params }) => answers.elicit(params));
  client.setRequestHandler('sampling/createMessage', ({ params }) => answers.sample(params));
  const transport = started(url);
  await client.connect(transport);
  return {
    version: client.getNegotiatedProtocolVersion(),
    listTools: () => client.listTools(),
    callTool: callingWithProgress(client, transport),
    close: () => client.close(),
  };
});
