// mcp-remote with the TypeScript SDK, version 2, in front of it, in the only era that clients of stdio servers speak:
// node mcp-remote.mjs PLAN [OPTION OF mcp-remote]…
import { Client } from '@modelcontextprotocol/client';
import { startedByMcpRemote } from './mcp-remote-transport.mjs';
import { capabilities, observe } from './observe.mjs';
import { callingWithProgress } from './progress.mjs';

const PROTOCOLS = { initialize: 'legacy', stateless: 'auto' };

const [plan, ...options] = process.argv.slice(2);

await observe(JSON.parse(plan), async ({ url, era }, answers) => {
  let spoken;
  const transport = startedByMcpRemote([url, '--protocol', PROTOCOLS[era], ...options], (line) => {
    spoken ??= line.match(/2026-07-28/)?.[0];
  });
  const client = new Client({ name: 'end-to-end', version: '1' }, { capabilities });
  client.setRequestHandler('elicitation/create', ({ params }) => answers.elicit(params));
  client.setRequestHandler('sampling/createMessage', ({ params }) => answers.sample(params));
  await client.connect(transport);
  return {
    version: spoken ?? client.getNegotiatedProtocolVersion(),
    listTools: () => client.listTools(),
    callTool: callingWithProgress(client, transport),
    close: () => client.close(),
  };
});
