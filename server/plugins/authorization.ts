import type { App } from './app-type.ts';
import { refuse } from '../errors.ts';

/**
 * The first of two gates: may an account with these roles call this route at all? The second is the command handler,
 * which decides again against the case (unit, groups, duties done before), so that no route can forget it.
 *
 * Every route under /api states its access; one that does not stops the server from starting.
 */
export function authorize(app: App): void {
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/') && route.config?.access === undefined && !route.url.startsWith('/api/docs')) {
      throw new Error(`Route ${String(route.method)} ${route.url} does not say who may call it (config.access).`);
    }
  });
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access === 'everyone' || access === 'signed-in') return;
    const roles = request.principal?.user.roles ?? [];
    if (!access.some((role) => roles.includes(role))) {
      refuse('FORBIDDEN', `This needs the role ${access.join(' or ')}; ask an operator to give it to the account.`);
    }
  });
}
