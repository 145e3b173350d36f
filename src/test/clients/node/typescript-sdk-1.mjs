// The official TypeScript SDK, version 1: node typescript-sdk-1.mjs PLAN
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { capabilities, observe } from './observe.mjs';
import { signedIn } from './sign-in.mjs';

await observe(JSON.parse(process.argv[2]), async ({ url }, answers) => {
  const { client, transport } = await signedIn(url, {
    newClient: () => {
      const created = new Client({ name: 'end-to-end', version: '1' }, { capabilities });
      created.setRequestHandler(ElicitRequestSchema, ({ params }) => answers.elicit(params));
      created.setRequestHandler(CreateMessageRequestSchema, ({ params }) => answers.sample(params));
      return created;
    },
    newTransport: (authProvider) => new StreamableHTTPClientTransport(new URL(url), { authProvider }),
    finish: (failed, parameters) => failed.finishAuth(parameters.get('code')),
    isUnauthorized: (error) => error instanceof UnauthorizedError,
  });
  return {
    version: transport.protocolVersion,
    listTools: () => client.listTools(),
    callTool: (params, onprogress) => client.callTool(params, undefined, { onprogress }),
    close: async () => {
      await transport.terminateSession();
      await client.close();
    },
  };
});
