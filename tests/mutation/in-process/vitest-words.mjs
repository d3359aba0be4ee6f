// What a test file says to vitest, heard without vitest: `describe` and `it` write down what they are told instead of running it.
// `expect` is vitest's own, which needs no worker.

import { format } from 'node:util';
import { expect } from 'vitest';

export { expect };

/** Every test that was written down, in the order of the files: `id` is unique, `run` fails by throwing. */
export const tests = [];

/** What is to be made ready before them, once. */
export const setups = [];

/** Loads a test file; its tests carry its path below the checkout. */
export async function readTests(file, load) {
  reading = file;
  await load();
}

let reading = '';
const words = [];
const seen = new Map();

export function describe(title, body) {
  words.push(title);
  body();
  words.pop();
}

export function it(title, run) {
  const name = [...words, title].join(' ');
  const id = `${reading}#${name}`;
  const times = (seen.get(id) ?? 0) + 1;
  seen.set(id, times);
  tests.push({ id: times === 1 ? id : `${id} (${times})`, name, fileName: reading, run });
}

export function beforeAll(setup) {
  setups.push(setup);
}

export const test = it;

describe.each = each(describe);
it.each = each(it);

/** A row that is a list is spread over the arguments; `%s` and its kind take them one after another. */
function each(word) {
  return (rows) => (title, body) => {
    for (const row of rows) {
      const values = Array.isArray(row) ? row : [row];
      word(titled(title, values), () => body(...values));
    }
  };
}

function titled(title, values) {
  const places = title.match(/%[sdifjoO]/g)?.length ?? 0;
  return format(title, ...values.slice(0, places));
}
