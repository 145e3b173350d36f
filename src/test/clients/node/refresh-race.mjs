// The official TypeScript SDK, version 2, whose parallel requests each refresh an expired token by themselves:
// node refresh-race.mjs SERVER TOOL ARGUMENTS ROUNDS
// Prints "ROUND {…}" each time that the token has expired: what came of five requests made at once.
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { setTimeout as delay } from 'node:timers/promises';
import { signedIn } from './sign-in.mjs';

const [server, tool, argumentsOfTool, rounds] = process.argv.slice(2);
const versionNegotiation = { mode: 'auto' };

const { client, provider } = await signedIn(server, {
  newClient: () => new Client({ name: 'end-to-end', version: '1' }, { versionNegotiation }),
  newTransport: (authProvider) => new StreamableHTTPClientTransport(new URL(server), { authProvider }),
  finish: (failed, parameters) => failed.finishAuth(parameters),
  isUnauthorized: (error) => error instanceof UnauthorizedError,
});

async function status(token) {
  const response = await fetch(server, { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  return response.status;
}

for (let round = 0; round < Number(rounds); round++) {
  const token = provider.tokens().access_token;
  while ((await status(token)) !== 401) await delay(200);
  const requests = Array.from({ length: 5 }, () =>
    client.callTool({ name: tool, arguments: JSON.parse(argumentsOfTool) }),
  );
  const outcomes = (await Promise.allSettled(requests)).map(({ value, reason }) =>
    value ? value.content[0].text : `failed: ${reason}`,
  );
  console.log(`ROUND ${JSON.stringify({ refreshed: provider.tokens().access_token !== token, outcomes })}`);
}
await client.close();
