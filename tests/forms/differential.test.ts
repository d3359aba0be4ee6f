import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileForm } from '../../engine/forms/compile-form.ts';
import { validateSubmission, type FieldFinding } from '../../engine/forms/validate-submission.ts';
import { launchBrowser } from '../support/browser.ts';
import { arbitraryTrial } from './arbitrary-form.ts';
import { DIFFERENCES, differenceForm } from './differences.ts';
import { askViewer, openViewer, type Trial, type ViewerAnswer } from './viewer-page.ts';

/**
 * The server's check against the real viewer in a real browser. Random forms are opened with random data, as if it had been
 * entered, and submitted; what the viewer sends is then checked by the server, against the same case.
 *
 * `FORM_TRIALS` and `FORM_SEED` run more of them, or the same again.
 */
const TRIALS = Number(process.env['FORM_TRIALS'] ?? 250);
const SEED = Number(process.env['FORM_SEED'] ?? 20261124);
const BATCH = 25;
const BROWSER_TIMEOUT = 180_000;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await openViewer(browser);
}, BROWSER_TIMEOUT);
afterAll(async () => browser.close());

describe('whatever the viewer refuses', () => {
  it(
    'the server refuses, with the same field named, and nothing else but the listed differences',
    async () => {
      const trials = fc.sample(arbitraryTrial, { numRuns: TRIALS, seed: SEED });
      const listed = new Set(DIFFERENCES.map(({ code }) => code));
      let refused = 0;
      let accepted = 0;
      for (let from = 0; from < trials.length; from += BATCH) {
        const batch = trials.slice(from, from + BATCH);
        const answers = await askViewer(page, batch);
        for (const [index, answer] of answers.entries()) {
          const trial = batch[index];
          if (trial === undefined) throw new Error('more answers than trials');
          const found = askServer(trial, answer);
          const places = found.map(placeOf);
          expect(
            answer.refused.filter((place) => !places.includes(place)),
            `refused by the viewer alone: ${show(trial, answer, found)}`,
          ).toEqual([]);
          expect(
            found.filter((finding) => !answer.refused.includes(placeOf(finding)) && !listed.has(finding.code)),
            `refused by the server alone: ${show(trial, answer, found)}`,
          ).toEqual([]);
          if (answer.refused.length > 0) refused += 1;
          else if (found.length === 0) accepted += 1;
        }
      }
      // Both outcomes must be common, or the trials prove nothing.
      expect(refused).toBeGreaterThan(TRIALS / 4);
      expect(accepted).toBeGreaterThan(TRIALS / 10);
    },
    BROWSER_TIMEOUT,
  );
});

describe('what the server refuses alone', () => {
  it('is listed and explained', () => {
    const text = readFileSync(new URL('differences.md', import.meta.url), 'utf8');
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, id]) => id)).toEqual(DIFFERENCES.map(({ id }) => id));
  });

  it.each(DIFFERENCES.map((difference) => [difference.id, difference] as const))(
    '%s',
    async (_id, difference) => {
      const trial = { schema: differenceForm(difference), data: { x: difference.entered } };
      const [answer] = await askViewer(page, [trial]);
      if (answer === undefined) throw new Error('no answer');
      expect(answer.refused).toEqual([]);
      expect(askServer(trial, answer).map(({ code }) => code)).toEqual([difference.code]);
    },
    BROWSER_TIMEOUT,
  );
});

function askServer(trial: Trial, answer: ViewerAnswer): readonly FieldFinding[] {
  const { form, diagnostics } = compileForm(JSON.stringify(trial.schema), 'random.form');
  if (form === undefined)
    throw new Error(`the compiler refuses a form of the generator: ${JSON.stringify(diagnostics)}`);
  // The browser's clock is the machine's; the server's is the command's, here the same.
  const clock = { at: new Date().toISOString(), timeZone: 'Asia/Ho_Chi_Minh' };
  const result = validateSubmission(form, answer.data, trial.data, clock);
  return result.ok ? [] : result.findings;
}

/** As the viewer names places: the component, and the numbers of its rows. */
function placeOf({ component, path }: FieldFinding): string {
  return [component, ...[...path.matchAll(/\/(\d+)(?=\/|$)/g)].map(([, row]) => row)].join('/');
}

function show(trial: Trial, answer: ViewerAnswer, found: readonly FieldFinding[]): string {
  return JSON.stringify({
    ...trial,
    sent: answer.data,
    viewer: answer.refused,
    server: found.map(({ path, code }) => `${path} ${code}`),
  });
}
