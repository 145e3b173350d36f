// Resources, a template, and one that tells its subscribers when it changes.
import { ResourceTemplate } from '@modelcontextprotocol/server';
import { answer, RED_PIXEL_PNG } from './samples.mjs';

const WATCHED = 'test://watched-resource';

export function registerResources(server) {
  const fixed = (name, uri, mimeType, content) =>
    server.registerResource(name, uri, { description: `The ${name} resource`, mimeType }, () => ({
      contents: [{ uri, mimeType, ...content }],
    }));

  fixed('static-text', 'test://static-text', 'text/plain', {
    text: 'This is the content of the static text resource.',
  });
  fixed('static-binary', 'test://static-binary', 'image/png', { blob: RED_PIXEL_PNG });
  fixed('watched', WATCHED, 'text/plain', { text: 'Watched' });
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { description: 'One resource per id', mimeType: 'application/json' },
    (uri, { id }) => ({
      contents: [
        {
          uri: uri.href,
          mimeType: 'application/json',
          text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
        },
      ],
    }),
  );
  registerSubscriptions(server);
}

function registerSubscriptions(server) {
  const subscribed = new Set();
  server.server.setRequestHandler('resources/subscribe', ({ params }) => {
    subscribed.add(params.uri);
    return {};
  });
  server.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    subscribed.delete(params.uri);
    return {};
  });
  server.registerTool('test_trigger_resource_update', { description: 'Announces a changed resource' }, async () => {
    await server.server.sendResourceUpdated({ uri: WATCHED });
    return answer(`Updated ${WATCHED}`);
  });
}
