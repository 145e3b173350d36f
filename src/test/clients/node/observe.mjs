// Takes a plan (what to call where, in which era) and prints what happened in each connection as "OBSERVED {…}".
// A plan is a list of { server, url, era, calls: { name: { tool, arguments } } }.

/** What the person at this client would fill in. */
const PERSON = { username: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' };

export const capabilities = { elicitation: { form: {} }, sampling: {} };

/** Answers of a client to what a server asks; each question is noted. */
export function answers() {
  const asked = [];
  return {
    asked,
    elicit: (params) => {
      asked.push('elicitation/create');
      const wanted = Object.keys(params.requestedSchema.properties);
      const content = Object.fromEntries(Object.entries(PERSON).filter(([field]) => wanted.includes(field)));
      return { action: 'accept', content };
    },
    sample: () => {
      asked.push('sampling/createMessage');
      return { role: 'assistant', model: 'end-to-end', stopReason: 'endTurn', content: { type: 'text', text: 'Paris' } };
    },
  };
}

/**
 * @param connect opens one connection: gets the entry of the plan and the answers, gives
 *   { version, listTools(), callTool(params, onprogress), close() }
 */
export async function observe(plan, connect) {
  for (const entry of plan) {
    const { server, era, calls } = entry;
    const given = answers();
    const connection = await connect(entry, given);
    const { tools } = await connection.listTools();
    const outcomes = {};
    for (const [name, { tool, arguments: argumentsOfTool }] of Object.entries(calls)) {
      outcomes[name] = await outcome(connection, given, { name: tool, arguments: argumentsOfTool });
    }
    await connection.close();
    const observed = { server, era, version: connection.version, tools: tools.map(({ name }) => name), outcomes };
    console.log(`OBSERVED ${JSON.stringify(observed)}`);
  }
}

async function outcome(connection, { asked }, params) {
  const progress = [];
  asked.length = 0;
  try {
    const { content } = await connection.callTool(params, (notification) => progress.push(notification.progress));
    return { text: content.map((block) => block.text ?? block.type).join('\n'), progress, asked: [...asked] };
  } catch (error) {
    return { text: `failed: ${error.message}`, progress, asked: [...asked] };
  }
}
