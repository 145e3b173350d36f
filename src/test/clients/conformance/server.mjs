// The server the conformance suite wants to talk to, for either revision: what each scenario expects is in the suite's own
// `conformance list --server` descriptions. The two programs beside this file only choose how it speaks on stdio.
import { createRequestStateCodec, McpServer } from '@modelcontextprotocol/server';
import { registerContentTools } from './content-tools.mjs';
import { registerInputTools } from './input-tools.mjs';
import { registerInteractiveTools } from './interactive-tools.mjs';
import { registerPrompts } from './prompts.mjs';
import { registerResources } from './resources.mjs';
import { randomBytes } from 'node:crypto';

const states = createRequestStateCodec({ key: randomBytes(32) });

/**
 * @param changes what announces a changed list; a server behind HTTP has another way than `server.sendToolListChanged()`
 */
export function createMcpServer(changes = {}) {
  const server = new McpServer(
    { name: 'conformance-fixture', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { listChanged: true, subscribe: true },
        completions: {},
        logging: {},
      },
      instructions: 'Answers what the MCP conformance suite asks for.',
      requestState: { verify: states.verify },
    },
  );
  registerContentTools(server);
  registerInteractiveTools(server);
  registerInputTools(server, states);
  registerPrompts(server, changes);
  registerResources(server);
  return server;
}
