import { createHost } from '../../engine/host/index.ts';

const NODES = 500;
const STARTS_AT_ONCE = 40;

/** Automatic flow nodes a second in `engine/host`: abstract tasks in a row, from start to end, with their history kept. */
export async function measureFlowNodes(seconds: number): Promise<number> {
  const xml = straightProcess();
  let nodes = 0;
  let ms = 0;
  // A host keeps the history of everything that it ran; a new one for every few starts measures the game, not the heap.
  for (let round = -1; ms < seconds * 1000; round += 1) {
    const host = createHost();
    const deployed = await host.deploy(xml);
    if (!deployed.ok) throw new Error(JSON.stringify(deployed.diagnostics));
    const began = performance.now();
    for (let start = 0; start < STARTS_AT_ONCE; start += 1) host.start('straight');
    if (round < 0) continue;
    ms += performance.now() - began;
    nodes += STARTS_AT_ONCE * (NODES + 2);
  }
  return nodes / (ms / 1000);
}

function straightProcess(): string {
  const ids = ['start', ...Array.from({ length: NODES }, (_, index) => `t${String(index)}`), 'end'];
  const flows = ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="f${String(index)}" sourceRef="${ids[index] ?? ''}" targetRef="${id}"/>`);
  const tasks = ids.slice(1, -1).map((id) => `<task id="${id}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:bench">
<process id="straight" isExecutable="true"><startEvent id="start"/>${tasks.join('')}<endEvent id="end"/>${flows.join('')}</process></definitions>`;
}
