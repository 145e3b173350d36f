// The official TypeScript SDK, version 2: node typescript-sdk-2.mjs SERVER TOOL ARGUMENTS [legacy|auto]
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { callTool } from './authorization.mjs';

const [server, tool, argumentsOfTool, mode = 'legacy'] = process.argv.slice(2);

await callTool({
  newClient: () => new Client({ name: 'end-to-end', version: '1' }, { versionNegotiation: { mode } }),
  newTransport: (authProvider) => new StreamableHTTPClientTransport(new URL(server), { authProvider }),
  finish: (transport, parameters) => transport.finishAuth(parameters),
  isUnauthorized: (error) => error instanceof UnauthorizedError,
  tool,
  argumentsOfTool: JSON.parse(argumentsOfTool),
});
