// The command line of the MCP Inspector, started as its own program does, with a free port for the browser's return:
// node inspector-cli.mjs OPTION…
// Its folder for credentials is MCP_STORAGE_DIR. Where its person must sign in is printed as "AUTHORIZE <url>".
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const { resolve } = createRequire(import.meta.url);
const program = join(dirname(resolve('@modelcontextprotocol/inspector/package.json')), 'clients/launcher/build/index.js');

async function freePort() {
  const listener = createServer();
  await new Promise((listening) => listener.listen(0, '127.0.0.1', listening));
  const { port } = listener.address();
  await new Promise((closed) => listener.close(closed));
  return port;
}

const callback = `http://127.0.0.1:${await freePort()}/oauth/callback`;

/** Gives the lines of its standard output and those of the other, where its errors are. */
export async function inspect(...options) {
  const child = spawn(process.execPath, [program, ...options, '--callback-url', callback], {
    env: { ...process.env, MCP_AUTO_OPEN_ENABLED: 'true', BROWSER: '/bin/true', MCP_INSPECTOR_SECRET_STORE: 'file' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  const errors = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    const authorization = line.match(/https?:\/\/\S+\/authorize\?\S+/);
    if (authorization) console.log(`AUTHORIZE ${authorization[0]}`);
    else errors.push(line);
  });
  createInterface({ input: child.stdout }).on('line', (line) => output.push(line));
  await new Promise((closed) => child.on('close', closed));
  return { output, errors };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { output, errors } = await inspect(...process.argv.slice(2));
  console.error(errors.join('\n'));
  console.log(output.join('\n'));
}
