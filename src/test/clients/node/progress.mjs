// The SDK forgets whom to tell of a call's progress as soon as it has read the answer. On stdio the last word of progress and
// the answer may be read at once, so progress is heard where it arrives.

/** Gives call(params, onprogress) of a connected client, one at a time. */
export function callingWithProgress(client, transport) {
  let listener = () => {};
  const deliver = transport.onmessage;
  transport.onmessage = (message, extra) => {
    if (message.method === 'notifications/progress') listener(message.params);
    deliver(message, extra);
  };
  return (params, onprogress) => {
    listener = onprogress;
    return client.callTool(params, { onprogress: () => {} });
  };
}
