// The official TypeScript SDK, version 1: node typescript-sdk-1.mjs SERVER TOOL ARGUMENTS
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { callTool } from './authorization.mjs';

const [server, tool, argumentsOfTool] = process.argv.slice(2);

await callTool({
  newClient: () => new Client({ name: 'end-to-end', version: '1' }),
  newTransport: (authProvider) => new StreamableHTTPClientTransport(new URL(server), { authProvider }),
  finish: (transport, parameters) => transport.finishAuth(parameters.get('code')),
  isUnauthorized: (error) => error instanceof UnauthorizedError,
  tool,
  argumentsOfTool: JSON.parse(argumentsOfTool),
});
