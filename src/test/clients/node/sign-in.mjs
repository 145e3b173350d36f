// What both TypeScript SDKs need to let a person sign in: a loopback redirect address and a place to keep things.
// The address that the person must open is printed as "AUTHORIZE <url>".
import { createServer } from 'node:http';

/** One authorization for one server, kept for as long as this process lives. */
async function authorization() {
  let arrived;
  const callback = new Promise((resolve) => (arrived = resolve));
  const listener = createServer((request, response) => {
    const url = new URL(request.url, redirectUrl);
    response.setHeader('Connection', 'close').end('You can close this window.');
    if (url.pathname !== '/callback') return;
    arrived(url.searchParams);
    listener.unref(); // a browser may still want an icon
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
  return { provider, callback };
}

const authorizations = new Map();

/** Connects a new client, and lets the person sign in the first time that the server wants it. */
export async function signedIn(server, { newClient, newTransport, finish, isUnauthorized }) {
  if (!authorizations.has(server)) authorizations.set(server, await authorization());
  const { provider, callback } = authorizations.get(server);
  const first = { client: newClient(), transport: newTransport(provider), provider };
  try {
    await first.client.connect(first.transport);
    return first;
  } catch (error) {
    if (!isUnauthorized(error)) throw error;
    await finish(first.transport, await callback);
  }
  const second = { client: newClient(), transport: newTransport(provider), provider };
  await second.client.connect(second.transport);
  return second;
}
