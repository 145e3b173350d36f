// Tools that ask the client something, written once for both revisions: on a 2025 connection the SDK sends the
// embedded requests as real server-to-client requests.
import { inputRequired, inputResponse } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { answer, text } from './samples.mjs';

const object = (properties, required) => ({ type: 'object', properties, ...(required ? { required } : {}) });

export const userMessage = (value) => ({ role: 'user', content: text(value) });

/** Asks one thing under a key, then turns the response into the answer. */
export function asking(key, request, conclude) {
  return (ctx) => {
    const response = inputResponse(ctx.mcpReq.inputResponses, key);
    return response.kind === 'missing' ? inputRequired({ inputRequests: { [key]: request } }) : conclude(response);
  };
}

const completed = ({ action, content }) =>
  answer(`Elicitation completed: action=${action}, content=${JSON.stringify(content ?? {})}`);

const DEFAULTS = object({
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
});

const titles = ['First', 'Second', 'Third'];
const options = ['option1', 'option2', 'option3'];
const titled = (suffix) => titles.map((title, i) => ({ const: `value${i + 1}`, title: `${title} ${suffix}` }));

const ENUMS = object({
  untitledSingle: { type: 'string', enum: options },
  titledSingle: { type: 'string', oneOf: titled('Option') },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
  titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
});

export function registerInteractiveTools(server) {
  const tool = (name, description, call, inputSchema) =>
    server.registerTool(name, { description, ...(inputSchema ? { inputSchema } : {}) }, call);

  tool('test_sampling', 'Asks the model of the client', sample, z.object({ prompt: z.string() }));
  tool('test_elicitation', 'Asks the user for name and address', elicit, z.object({ message: z.string() }));
  tool(
    'test_elicitation_sep1034_defaults',
    'Asks the user, with defaults for every type',
    asking('defaults', inputRequired.elicit({ message: 'Please check', requestedSchema: DEFAULTS }), completed),
  );
  tool(
    'test_elicitation_sep1330_enums',
    'Asks the user to choose, in five ways',
    asking('enums', inputRequired.elicit({ message: 'Please choose', requestedSchema: ENUMS }), completed),
  );
  tool(
    'test_streaming_elicitation',
    'Asks the user to confirm',
    asking('confirmation', inputRequired.elicit({ message: 'Go on?', requestedSchema: CONFIRMATION }), completed),
  );
  tool(
    'test_missing_capability',
    'Cannot do without sampling',
    asking('sample', inputRequired.createMessage({ messages: [userMessage('Say something')], maxTokens: 10 }), sampled),
  );
}

export const CONFIRMATION = object({ ok: { type: 'boolean' } }, ['ok']);

function sample({ prompt }, ctx) {
  return asking('sample', inputRequired.createMessage({ messages: [userMessage(prompt)], maxTokens: 100 }), sampled)(ctx);
}

function elicit({ message }, ctx) {
  const requestedSchema = object(
    {
      username: { type: 'string', description: "User's response" },
      email: { type: 'string', description: "User's email address" },
    },
    ['username', 'email'],
  );
  return asking('user', inputRequired.elicit({ message, requestedSchema }), ({ action, content }) =>
    answer(`User response: action=${action}, content=${JSON.stringify(content ?? {})}`),
  )(ctx);
}

export function sampled({ result }) {
  const blocks = [result.content].flat();
  return answer(`LLM response: ${blocks.map((block) => block.text ?? block.type).join('')}`);
}
