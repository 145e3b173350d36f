// Tools that only return something, report progress, or log.
import { fromJsonSchema } from '@modelcontextprotocol/server';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { answer, RED_PIXEL_PNG, SILENT_WAV, text } from './samples.mjs';

const PAUSE = 50;

const addressBook = fromJsonSchema({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
});

const routed = fromJsonSchema({
  type: 'object',
  properties: {
    region: { type: 'string', 'x-mcp-header': 'Region' },
    shard: { type: 'integer', 'x-mcp-header': 'Shard' },
  },
});

export function registerContentTools(server) {
  const tool = (name, description, call, inputSchema) =>
    server.registerTool(name, { description, ...(inputSchema ? { inputSchema } : {}) }, call);

  tool('test_simple_text', 'Returns one text', () => answer('This is a simple text response for testing.'));
  tool('test_image_content', 'Returns one image', () => ({
    content: [{ type: 'image', data: RED_PIXEL_PNG, mimeType: 'image/png' }],
  }));
  tool('test_audio_content', 'Returns one sound', () => ({
    content: [{ type: 'audio', data: SILENT_WAV, mimeType: 'audio/wav' }],
  }));
  tool('test_embedded_resource', 'Returns one embedded resource', () => ({
    content: [embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
  }));
  tool('test_multiple_content_types', 'Returns text, image and resource', () => ({
    content: [
      text('Multiple content types test:'),
      { type: 'image', data: RED_PIXEL_PNG, mimeType: 'image/png' },
      embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  }));
  tool('test_error_handling', 'Always fails', () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  tool('json_schema_2020_12_tool', 'Has a schema of JSON Schema 2020-12', () => answer('ok'), addressBook);
  tool('test_x_mcp_header', 'Has arguments that travel as headers too', (given) => answer(JSON.stringify(given)), routed);
  tool('test_tool_with_progress', 'Reports progress three times', reportProgress);
  tool('test_tool_with_logging', 'Logs three messages', logThrice);
  tool('test_logging_tool', 'Logs three messages', logThrice);
  tool('test_reconnection', 'Takes a moment', async (ctx) => {
    ctx.http?.closeSSE?.();
    await delay(2 * PAUSE);
    return answer('Reconnection test completed');
  });
}

function embedded(uri, mimeType, body) {
  return { type: 'resource', resource: { uri, mimeType, text: body } };
}

async function reportProgress(ctx) {
  const progressToken = ctx.mcpReq._meta?.progressToken;
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined)
      await ctx.mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
    await delay(PAUSE);
  }
  return answer('Progress reported');
}

async function logThrice(ctx) {
  for (const message of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await ctx.mcpReq.log('info', message);
    await delay(PAUSE);
  }
  return answer('Logged three messages');
}
