// Speaks both revisions on stdio: the first message decides.
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServer } from './server.mjs';

serveStdio(() => createMcpServer());
