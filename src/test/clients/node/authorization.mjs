// What both TypeScript SDKs need to let a person sign in: a loopback redirect address and a place to keep things.
// The address that the person must open is printed as "AUTHORIZE <url>".
import { createServer } from 'node:http';

export async function authorization() {
  let arrived;
  const callback = new Promise((resolve) => (arrived = resolve));
  const listener = createServer((request, response) => {
    const url = new URL(request.url, redirectUrl);
    response.end('You can close this window.');
    if (url.pathname === '/callback') arrived(url.searchParams);
  });
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const redirectUrl = `http://127.0.0.1:${listener.address().port}/callback`;
  const kept = {};
  const provider = {
    redirectUrl,
    clientMetadata: {
      client_name: 'TypeScript SDK',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    clientInformation: () => kept.client,
    saveClientInformation: (client) => void (kept.client = client),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => void (kept.tokens = tokens),
    codeVerifier: () => kept.verifier,
    saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
    discoveryState: () => kept.discovery,
    saveDiscoveryState: (discovery) => void (kept.discovery = discovery),
    redirectToAuthorization: (url) => console.log(`AUTHORIZE ${url}`),
  };
  return { provider, callback, close: () => listener.close() };
}

/** Connects, lets the person sign in when the server wants it, lists the tools, calls one, and prints the outcome. */
export async function callTool({ newClient, newTransport, finish, isUnauthorized, tool, argumentsOfTool }) {
  const { provider, callback, close } = await authorization();
  let client = newClient();
  let transport = newTransport(provider);
  try {
    await client.connect(transport);
  } catch (error) {
    if (!isUnauthorized(error)) throw error;
    await finish(transport, await callback);
    client = newClient();
    transport = newTransport(provider);
    await client.connect(transport);
  }
  const { tools } = await client.listTools();
  const result = await client.callTool({ name: tool, arguments: argumentsOfTool });
  console.log(`RESULT ${JSON.stringify({ tools: tools.map(({ name }) => name), result })}`);
  await transport.terminateSession?.();
  await client.close();
  close();
}
