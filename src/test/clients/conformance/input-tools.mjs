// The tools of the scenarios `input-required-result-*` (multi round-trip requests), and the one that changes the tool list.
import { CLIENT_CAPABILITIES_META_KEY, inputRequired, inputResponse } from '@modelcontextprotocol/server';
import { asking, CONFIRMATION, sampled, userMessage } from './interactive-tools.mjs';
import { answer } from './samples.mjs';

const form = (property) => ({ type: 'object', properties: { [property]: { type: 'string' } }, required: [property] });
const ask = (message, property) => inputRequired.elicit({ message, requestedSchema: form(property) });
const think = (message, maxTokens) => inputRequired.createMessage({ messages: [userMessage(message)], maxTokens });
const confirmation = inputRequired.elicit({ message: 'Please confirm', requestedSchema: CONFIRMATION });

export function registerInputTools(server, states) {
  const tool = (name, description, call) =>
    server.registerTool(`test_input_required_result_${name}`, { description }, call);

  const hello = asking('user_name', ask('What is your name?', 'name'), ({ content }) =>
    answer(`Hello, ${content?.name ?? 'stranger'}!`),
  );
  tool('elicitation', 'Asks for a name', hello);
  tool(
    'sampling',
    'Asks a model',
    asking('capital_question', think('What is the capital of France?', 100), sampled),
  );
  tool(
    'list_roots',
    'Asks for the roots',
    asking('client_roots', inputRequired.listRoots(), ({ roots }) => answer(`Roots: ${roots.map((r) => r.uri)}`)),
  );
  tool('request_state', 'Keeps state between the rounds', confirming(states, 'state-ok'));
  tool('tampered_state', 'Refuses state it did not write', confirming(states, 'untampered'));
  tool('multiple_inputs', 'Asks three things at once', multipleInputs(states));
  tool('multi_round', 'Asks twice', multiRound(states));
  tool('capabilities', 'Asks only what the client can answer', (ctx) => onlyDeclared(server, ctx));
}

function confirming(states, conclusion) {
  return async (ctx) => {
    const state = ctx.mcpReq.requestState();
    if (inputResponse(ctx.mcpReq.inputResponses, 'confirm').kind !== 'missing' && state?.confirming)
      return answer(conclusion);
    return inputRequired({
      inputRequests: { confirm: confirmation },
      requestState: await states.mint({ confirming: true }, ctx),
    });
  };
}

function multipleInputs(states) {
  const inputRequests = {
    user_name: ask('What is your name?', 'name'),
    greeting: think('Generate a greeting', 50),
    client_roots: inputRequired.listRoots(),
  };
  return async (ctx) => {
    const given = Object.keys(inputRequests).filter(
      (key) => inputResponse(ctx.mcpReq.inputResponses, key).kind !== 'missing',
    );
    if (given.length === 3) return answer(`Received ${given.join(', ')}`);
    return inputRequired({ inputRequests, requestState: await states.mint({ asked: 3 }, ctx) });
  };
}

function multiRound(states) {
  return async (ctx) => {
    const name = ctx.mcpReq.requestState()?.name;
    const step1 = inputResponse(ctx.mcpReq.inputResponses, 'step1');
    const step2 = inputResponse(ctx.mcpReq.inputResponses, 'step2');
    if (name && step2.kind === 'elicit') return answer(`${name} likes ${step2.content?.color}`);
    const next =
      step1.kind === 'elicit'
        ? { step2: ask('Step 2: What is your favorite color?', 'color') }
        : { step1: ask('Step 1: What is your name?', 'name') };
    const state = step1.kind === 'elicit' ? { name: step1.content?.name ?? 'Nobody' } : { started: true };
    return inputRequired({ inputRequests: next, requestState: await states.mint(state, ctx) });
  };
}

function onlyDeclared(server, ctx) {
  const declared = ctx.mcpReq.envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.server.getClientCapabilities() ?? {};
  const inputRequests = {
    ...(declared.elicitation ? { name: ask('What is your name?', 'name') } : {}),
    ...(declared.sampling ? { greeting: think('Generate a greeting', 50) } : {}),
  };
  const answered = Object.keys(inputRequests).filter(
    (key) => inputResponse(ctx.mcpReq.inputResponses, key).kind !== 'missing',
  );
  const pending = Object.keys(inputRequests).length - answered.length;
  return pending > 0 ? inputRequired({ inputRequests }) : answer(`Received ${answered.join(', ') || 'nothing'}`);
}
