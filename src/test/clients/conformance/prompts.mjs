// Prompts, and the two tools that change the lists.
import { completable, inputRequired } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { asking } from './interactive-tools.mjs';
import { answer, RED_PIXEL_PNG, text } from './samples.mjs';

const user = (content) => ({ role: 'user', content });
const cities = ['paris', 'park', 'party'];

export function registerPrompts(server, changes) {
  server.registerPrompt('test_simple_prompt', { description: 'One message' }, () => ({
    messages: [user(text('This is a simple prompt for testing.'))],
  }));
  const completed = completable(z.string().describe('First test argument'), (typed) =>
    cities.filter((city) => city.startsWith(typed)),
  );
  server.registerPrompt(
    'test_prompt_with_arguments',
    { description: 'Two arguments', argsSchema: z.object({ arg1: completed, arg2: z.string() }) },
    ({ arg1, arg2 }) => ({ messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))] }),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'An embedded resource', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) => ({ messages: [user(embedded(resourceUri)), user(text('Please process the embedded resource above.'))] }),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'An image' }, () => ({
    messages: [
      user({ type: 'image', data: RED_PIXEL_PNG, mimeType: 'image/png' }),
      user(text('Please analyze the image above.')),
    ],
  }));
  server.registerPrompt('test_input_required_result_prompt', { description: 'Asks for context first' }, needsContext);
  registerTriggers(server, changes);
}

function embedded(uri) {
  return { type: 'resource', resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' } };
}

const needsContext = asking(
  'user_context',
  inputRequired.elicit({
    message: 'What context should the prompt use?',
    requestedSchema: { type: 'object', properties: { context: { type: 'string' } }, required: ['context'] },
  }),
  ({ content }) => ({ messages: [user(text(`Use this context: ${content?.context ?? 'none'}`))] }),
);

function registerTriggers(server, { toolsChanged, promptsChanged }) {
  server.registerTool('test_trigger_tool_change', { description: 'Announces a changed list of tools' }, () => {
    (toolsChanged ?? (() => server.sendToolListChanged()))();
    return answer('Tools changed');
  });
  server.registerTool('test_trigger_prompt_change', { description: 'Announces a changed list of prompts' }, () => {
    (promptsChanged ?? (() => server.sendPromptListChanged()))();
    return answer('Prompts changed');
  });
}
