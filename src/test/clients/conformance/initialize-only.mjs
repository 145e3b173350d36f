// Knows only the revisions up to 2025-11-25, as most stdio servers do: it answers server/discover with "method not found"
// and asks its client by real elicitation/create, sampling/createMessage and roots/list requests.
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { createMcpServer } from './server.mjs';

await createMcpServer().connect(new StdioServerTransport());
