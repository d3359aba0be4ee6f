// Runs in the browser: the real form-js viewer behind one function.
import { createForm } from '@bpmn-io/form-js-viewer';

window.ask = async (trials) => {
  // Side by side: what takes time is waiting for frames.
  return JSON.stringify(await Promise.all(JSON.parse(trials).map(({ schema, data }) => tryOut(schema, data))));
};

async function tryOut(schema, data) {
  const container = document.createElement('div');
  document.body.append(container);
  const form = await createForm({ container, schema, data });
  await settle();
  const submitted = form.submit();
  form.destroy();
  container.remove();
  return { data: submitted.data, refused: refusedPlaces(submitted.errors, []) };
}

/** Effects run after a frame, and what they set renders again: a few frames until nothing moves any more. */
async function settle() {
  for (let frame = 0; frame < 4; frame += 1) {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  }
}

/** `{ id: [message] }`, in lists `{ id: { row: [message] } }`. */
function refusedPlaces(errors, path) {
  return Object.entries(errors).flatMap(([key, value]) => {
    if (!value) return [];
    if (Array.isArray(value) && value.some((entry) => typeof entry === 'string')) return [[...path, key].join('/')];
    return refusedPlaces(value, [...path, key]);
  });
}
