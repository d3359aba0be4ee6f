import type { App } from './app-type.ts';

/**
 * Answers given while the server stops are the last of their connection. Node closes the idle connections at once, but one
 * whose request was under way would stay open for the next request, and hold the stop up until the caller lets go.
 */
export function endConnectionsWhenStopping(app: App): void {
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
  });
  app.addHook('onSend', async (_request, reply, payload) => {
    if (isStopping) reply.header('connection', 'close');
    return payload;
  });
}
