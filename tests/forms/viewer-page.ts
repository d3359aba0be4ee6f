import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, type Rollup } from 'vite';
import type { Json, JsonObject } from '../../engine/model/json.ts';

/** What the real form-js viewer makes of a form and data: what it would submit, and what it refuses. */
export interface ViewerAnswer {
  readonly data: JsonObject;
  /** `component` or `component/row/row…` of every field that is refused. */
  readonly refused: readonly string[];
}

export interface Trial {
  readonly schema: Json;
  readonly data: JsonObject;
}

/** A browser page that holds the form-js viewer, ready for trials. */
export async function openViewer(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ timezoneId: 'Asia/Ho_Chi_Minh', locale: 'en-GB' });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw new Error(`form-js failed in the browser: ${error.message}`);
  });
  await page.setContent('<!doctype html><html><body></body></html>');
  await page.addScriptTag({ content: await viewerScript() });
  return page;
}

/** Opens each form with its data as what has been entered, lets it settle, and submits it. */
export async function askViewer(page: Page, trials: readonly Trial[]): Promise<readonly ViewerAnswer[]> {
  const answers: string = await page.evaluate(`window.ask(${JSON.stringify(JSON.stringify(trials))})`);
  return JSON.parse(answers) as readonly ViewerAnswer[];
}

async function viewerScript(): Promise<string> {
  const entry = resolve(fileURLToPath(new URL('viewer-entry.js', import.meta.url)));
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, name: 'viewer', formats: ['iife'] } },
  });
  const output = (Array.isArray(result) ? result[0] : result) as Rollup.RollupOutput;
  return output.output[0].code;
}
