import type { App } from '../app.ts';
import { sessionRoutes } from './session/session.ts';

/** Every route of the API, by role. */
export function registerRoutes(app: App, options: { readonly secureCookies: boolean }): void {
  sessionRoutes(app, options);
}
