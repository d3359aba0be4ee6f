import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startServer, type ServerOptions, type ServerProcess } from '../support/server-process.ts';
import { desks, openWorkspace, signIn } from './workspace.ts';

/** A demonstration server and a browser, for the tests of one `describe`. Nothing of it can be used before the tests run. */
export interface DemoOffice {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The desk of an account: it signs in at the first turn and stays signed in. */
  readonly deskOf: (username: string) => Promise<Page>;
  /** Somebody without an account, in a browser of their own. */
  readonly visitor: (options?: BrowserContextOptions) => Promise<Page>;
  /** Another desk for an account, where it signs in now. */
  readonly newDesk: (username: string) => Promise<Page>;
}

/** Opens the office before the tests of this `describe` and closes it after them. `options`: of its server. */
export function demoOffice(options: ServerOptions = {}): DemoOffice {
  let server: ServerProcess | undefined;
  let browser: Browser | undefined;
  let deskOf: DemoOffice['deskOf'] | undefined;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(options), launchBrowser()]);
    deskOf = desks(browser, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await server?.remove();
  });

  return {
    get url() {
      return opened(server).url;
    },
    deskOf: (username) => opened(deskOf)(username),
    visitor: (context) => openWorkspace(opened(browser), opened(server).url, context),
    newDesk: (username) => signIn(opened(browser), opened(server).url, username),
  };
}

function opened<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The office is not open before the tests run.');
  return part;
}
