// The command line of the MCP Inspector, one process for each request: node inspector.mjs PLAN
// What happened at each server is printed as "OBSERVED {…}"; it shows no progress and declares neither elicitation nor
// sampling.
import { inspect } from './inspector-cli.mjs';

const ERAS = { initialize: 'legacy', stateless: 'modern' };
const VERSIONS = { initialize: '2025-11-25', stateless: '2026-07-28' };

/** Gives what it prints: { result } on standard output, { error } on the other. */
async function run({ url, era }, ...request) {
  const options = ['--cli', '--server-url', url, '--transport', 'http', '--format', 'json', '--protocol-era', ERAS[era]];
  const { output, errors } = await inspect(...options, ...request);
  const said = [...output, ...errors].find((line) => line.startsWith('{'));
  if (!said) throw new Error(errors.join('\n'));
  return JSON.parse(said);
}

for (const entry of JSON.parse(process.argv[2])) {
  const { server, era, calls } = entry;
  const { tools } = (await run(entry, '--method', 'tools/list')).result;
  const outcomes = {};
  for (const [name, { tool, arguments: argumentsOfTool }] of Object.entries(calls)) {
    const request = ['--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(argumentsOfTool)];
    const { result, error } = await run(entry, ...request);
    const text = result ? result.content.map((block) => block.text ?? block.type).join('\n') : `failed: ${error.message}`;
    outcomes[name] = { text, progress: [], asked: [] };
  }
  const observed = { server, era, version: VERSIONS[era], tools: tools.map(({ name }) => name), outcomes };
  console.log(`OBSERVED ${JSON.stringify(observed)}`);
}
