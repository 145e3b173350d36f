// The official TypeScript SDK, version 2, in both eras: node typescript-sdk-2.mjs PLAN
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { capabilities, observe } from './observe.mjs';
import { signedIn } from './sign-in.mjs';

const MODES = { initialize: 'legacy', stateless: 'auto' };

await observe(JSON.parse(process.argv[2]), async ({ url, era }, answers) => {
  const { client, transport } = await signedIn(url, {
    newClient: () => {
      const versionNegotiation = { mode: MODES[era] };
      const created = new Client({ name: 'end-to-end', version: '1' }, { capabilities, versionNegotiation });
      created.setRequestHandler('elicitation/create', ({ params }) => answers.elicit(params));
      created.setRequestHandler('sampling/createMessage', ({ params }) => answers.sample(params));
      return created;
    },
    newTransport: (authProvider) => new StreamableHTTPClientTransport(new URL(url), { authProvider }),
    finish: (failed, parameters) => failed.finishAuth(parameters),
    isUnauthorized: (error) => error instanceof UnauthorizedError,
  });
  return {
    version: client.getNegotiatedProtocolVersion(),
    listTools: () => client.listTools(),
    callTool: (params, onprogress) => client.callTool(params, { onprogress }),
    close: async () => {
      await transport.terminateSession();
      await client.close();
    },
  };
});
