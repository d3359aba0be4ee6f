import { describeVi } from '../compile/describe-vi.ts';
import { describe, say } from '../compile/findings.ts';
import type { CounterExampleStep, Diagnostic } from '../errors.ts';
import type { Bilingual } from '../model/expression.ts';
import type { FlowNode, ProcessGraph } from '../model/process-graph.ts';
import {
  createGraphView,
  definitionsOf,
  isActivity,
  isInterruptingBoundary,
  isSubProcess,
  type GraphView,
} from './graph-view.ts';
import { encodeScope, type ScopeExits } from './soundness/encode-scope.ts';
import { explore, type Exploration, type Fault } from './soundness/explore.ts';
import type { Escape, Net } from './soundness/net.ts';
import { rests } from './soundness/occurrences.ts';
import { toPlayable, type Playable } from './soundness/playable.ts';
import { isTrivial, reduce } from './soundness/reduce.ts';

/** What is known of a process's ability to end. */
export interface SoundnessVerdict {
  readonly processId: string;
  readonly verdict: 'sound' | 'unsound' | 'undecided';
  /** Markings visited. */
  readonly markings: number;
  /** Which bound was hit, in words, when undecided. */
  readonly bound?: string;
  readonly boundVi?: string;
}

export interface SoundnessOptions {
  /** Steps of the token game to play before the answer is "not decided"; 8,000 unless told, which take about a second. */
  readonly turns?: number;
  /** What an element that no run visits is: a fault in a procedure that is to be published (the default), a remark in a
   *  bare model, which runs all the same (a sub-process that always ends in an error leaves its normal way unused). */
  readonly deadElement?: 'error' | 'warning';
  /** For tests: explore the net as drawn. */
  readonly reduce?: boolean;
}

export interface SoundnessResult {
  readonly verdict: SoundnessVerdict;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Decides whether every case of a process can always come to its end, whatever people choose and in whatever order things
 * happen: option to complete, no deadlock, no circle without a way out, no unbounded tokens, no dead element. Tokens left
 * behind at an end are legal BPMN (they go on), so proper completion is the option to complete of all of them.
 *
 * Scope by scope, from the innermost outwards: a scope is written as a net (`encode-scope.ts`), reduced (`reduce.ts`), and
 * what does not reduce is explored with the engine's own token game (`explore.ts`). A sub-process is an activity for its
 * surroundings, with the ways out that its own exploration found. Data is not looked at: every condition may be true or
 * false. An exceptional end does not excuse a deadlock inside, but a circle that only an exception ends is accepted.
 */
export function checkSoundness(
  graph: ProcessGraph,
  options: SoundnessOptions = {},
  view: GraphView = createGraphView(graph),
): SoundnessResult {
  let turnsLeft = options.turns ?? 8_000;
  const exits = new Map<string, ScopeExits>();
  const diagnostics: Diagnostic[] = [];
  const dead = new Set<string>();
  let markings = 0;
  let unsound = false;
  let bound: string | undefined;
  for (const scopeId of innermostFirst(graph)) {
    const net = encodeScope(scopeId, view, exits);
    const drawn = membersOf(net);
    const escapes = escapesIn(net);
    if (options.reduce !== false) reduce(net);
    const checked = isTrivial(net) ? undefined : check(net, turnsLeft);
    markings += checked?.exploration.markings ?? 2;
    // A scope that used the steps up leaves enough for the others to show a simple fault.
    turnsLeft = Math.max(turnsLeft - (checked?.exploration.turns ?? 0), LEAST_TURNS);
    const { fault } = checked?.exploration ?? {};
    const excused = fault?.kind === 'livelock' && canBeInterrupted(scopeId, view);
    if (checked !== undefined && fault !== undefined && !excused) {
      unsound = true;
      diagnostics.push(explain(scopeId, view, exits, { playable: checked.playable, fault }, turnsLeft));
    } else if (checked?.exploration.bound !== undefined) bound ??= checked.exploration.bound;
    const decided =
      checked === undefined || ((fault === undefined || excused) && checked.exploration.bound === undefined);
    if (checked !== undefined && decided) for (const id of unvisited(drawn, checked)) dead.add(id);
    exits.set(scopeId, {
      normal: checked === undefined || !decided || checked.exploration.endsNormally || endsByEvent(scopeId, view),
      escapes: escapes.filter(
        (escape) =>
          checked === undefined || !decided || checked.exploration.visited.has(idOfEscape(escape, checked.playable)),
      ),
    });
  }
  diagnostics.push(...describeDead(dead, view, options.deadElement ?? 'error'));
  if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) unsound = true;
  if (!unsound && bound !== undefined) diagnostics.push(describeUndecided(graph, bound));
  const verdict = unsound ? 'unsound' : bound !== undefined ? 'undecided' : 'sound';
  return {
    verdict: {
      processId: graph.id,
      verdict,
      markings,
      ...(verdict === 'undecided' && bound !== undefined && { bound, boundVi: boundVi(bound) }),
    },
    diagnostics,
  };
}

const LEAST_TURNS = 200;

/** Shows a fault on the net as drawn, step by step: there it is looked for again, with what steps are left to play. */
function explain(
  scopeId: string,
  view: GraphView,
  exits: ReadonlyMap<string, ScopeExits>,
  found: { readonly playable: Playable; readonly fault: Fault },
  turns: number,
): Diagnostic {
  const drawn = check(encodeScope(scopeId, view, exits), turns);
  const { fault } = drawn.exploration;
  return fault?.kind === found.fault.kind
    ? describeFault(fault, drawn.playable, scopeId, view)
    : describeFault(found.fault, found.playable, scopeId, view);
}

interface Checked {
  readonly playable: Playable;
  readonly exploration: Exploration;
}

function check(net: Net, turns: number): Checked {
  const playable = toPlayable(net);
  return { playable, exploration: explore(playable, turns) };
}

function innermostFirst(graph: ProcessGraph): readonly string[] {
  const depth = (id: string): number => {
    const parent = graph.scopes[id]?.parentId;
    return parent === undefined ? 0 : depth(parent) + 1;
  };
  // An ad-hoc sub-process has no order of its own: people choose.
  const scopes = Object.keys(graph.scopes).filter((id) => graph.nodes[id]?.type !== 'adHocSubProcess');
  return scopes
    .map((id) => ({ id, depth: depth(id) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ id }) => id);
}

function membersOf(net: Net): ReadonlySet<string> {
  return new Set(
    [...net.nodes].flatMap((node) => [...node.members, ...[...node.outgoing].flatMap((flow) => flow.members)]),
  );
}

function escapesIn(net: Net): readonly Escape[] {
  return [...net.nodes].flatMap((node) => node.escape ?? []);
}

function idOfEscape(escape: Escape, playable: Playable): string {
  for (const [id, meaning] of playable.meaning) if (meaning.escape === escape) return id;
  return escape.elementId;
}

function unvisited(drawn: ReadonlySet<string>, { playable, exploration }: Checked): readonly string[] {
  const alive = new Set<string>();
  for (const id of exploration.visited) for (const member of playable.meaning.get(id)?.members ?? []) alive.add(member);
  return [...drawn].filter((id) => !alive.has(id));
}

/** An event from outside can end the scope: an interrupting event sub-process in it, or what can interrupt it from around. */
function canBeInterrupted(scopeId: string, view: GraphView): boolean {
  return endsByEvent(scopeId, view) || isInterruptedFromAround(scopeId, view);
}

/** An interrupting boundary event, or an event sub-process of a scope around. One that has taken its scope over has closed
 *  all of that scope, itself among them: it is ended only from further outwards. */
function isInterruptedFromAround(scopeId: string, view: GraphView): boolean {
  const owner = view.node(scopeId);
  if (owner === undefined || !isSubProcess(owner)) return false;
  const atBoundary = owner.boundaryEvents.some((id) => {
    const event = view.node(id);
    return event !== undefined && isInterruptingBoundary(event);
  });
  const tookOver = owner.triggeredByEvent && startsByInterrupting(owner.id, view);
  return atBoundary || (!tookOver && endsByEvent(owner.scopeId, view)) || isInterruptedFromAround(owner.scopeId, view);
}

function endsByEvent(scopeId: string, view: GraphView): boolean {
  return view
    .inScope(scopeId)
    .some((node) => isSubProcess(node) && node.triggeredByEvent && startsByInterrupting(node.id, view));
}

function startsByInterrupting(eventSubProcessId: string, view: GraphView): boolean {
  return view.inScope(eventSubProcessId).some((start) => start.type === 'startEvent' && start.isInterrupting);
}

function describeFault(fault: Fault, playable: Playable, scopeId: string, view: GraphView): Diagnostic {
  const steps = fault.trail.flatMap((id) => playable.meaning.get(id)?.steps ?? []);
  const places = placesOf(fault, playable, scopeId, view);
  const [first] = places;
  const last: CounterExampleStep[] = places.map((node) => ({ elementId: node.id, action: 'stuck' }));
  const where =
    first === undefined ? { en: 'the process', vi: 'quy trình' } : { en: describe(first), vi: describeVi(first) };
  const text = {
    deadlock: [
      {
        en: `A case can be stuck at ${where.en}: it waits for a token that no way can bring any more.`,
        vi: `Hồ sơ có thể mắc lại tại ${where.vi}: ở đó chờ một nhánh xử lý mà không đường nào còn dẫn đến được.`,
      },
      {
        en: 'Join what was split by a gateway of the same kind, or draw the missing way.',
        vi: 'Gộp các nhánh bằng cổng cùng loại với cổng đã tách, hoặc vẽ đường còn thiếu.',
      },
    ],
    livelock: [
      {
        en: `A case can come to a circle at ${where.en} from which no way leads to the end.`,
        vi: `Hồ sơ có thể rơi vào một vòng lặp tại ${where.vi}, từ đó không đường nào dẫn đến sự kiện kết thúc.`,
      },
      { en: 'Draw a way out of the circle.', vi: 'Vẽ một lối ra khỏi vòng lặp.' },
    ],
    unbounded: [
      {
        en: `Tokens can pile up without end at ${where.en}: a circle sends out more than it takes back.`,
        vi: `Các nhánh xử lý có thể sinh thêm mãi tại ${where.vi}: vòng lặp tách ra nhiều nhánh hơn số nhánh gộp lại.`,
      },
      {
        en: 'Join the branches before the circle closes, or choose instead of splitting.',
        vi: 'Gộp các nhánh trước khi quay vòng, hoặc chọn một nhánh thay vì tách.',
      },
    ],
  } as const satisfies Record<Fault['kind'], readonly [Bilingual, Bilingual]>;
  const [message, hint] = text[fault.kind];
  return {
    ruleId: fault.kind === 'unbounded' ? 'unbounded-tokens' : fault.kind,
    severity: 'error',
    ...say(message, hint),
    counterExample: [...steps, ...last],
    ...(first !== undefined && { elementId: first.id }),
  };
}

/** The drawn nodes at which the tokens of a fault are. */
function placesOf(fault: Fault, playable: Playable, scopeId: string, view: GraphView): readonly FlowNode[] {
  const graph = Object.values(playable.procedure.processes)[0];
  const ids = fault.stuckOn.flatMap((id): readonly string[] => {
    const target = graph?.flows[id]?.target;
    if (target !== undefined) return [target];
    // A task that was put on a flow stands for what the flow stands for.
    const waited = graph?.nodes[id]?.outgoing[0];
    return [
      ...(playable.meaning.get(id)?.members ?? []),
      ...(waited === undefined ? [] : (playable.meaning.get(waited)?.members ?? [])),
    ];
  });
  const places = [...new Set(ids)].flatMap((id) => view.node(id) ?? []);
  if (places.length > 0) return places;
  const scope = view.node(scopeId);
  return scope === undefined ? view.inScope(scopeId).slice(0, 1) : [scope];
}

/** Elements that no run visits. Where only an event leads there that nothing can make happen, it is a warning. */
function describeDead(
  dead: ReadonlySet<string>,
  view: GraphView,
  severity: 'error' | 'warning',
): readonly Diagnostic[] {
  const nodes = [...dead].flatMap((id) => view.node(id) ?? []);
  const behindSilentCatch = new Set<string>();
  const open: FlowNode[] = nodes.filter((node) => node.type === 'boundaryEvent');
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (behindSilentCatch.has(node.id)) continue;
    behindSilentCatch.add(node.id);
    open.push(...view.successors(node).filter((next) => dead.has(next.id)));
  }
  return nodes.map((node): Diagnostic => {
    const silent = behindSilentCatch.has(node.id);
    const [message, hint] = silent ? silentText(node, view) : deadText(node);
    return {
      ruleId: 'dead-element',
      severity: silent ? 'warning' : severity,
      elementId: node.id,
      ...say(message, hint),
    };
  });
}

type Text = readonly [message: Bilingual, hint: Bilingual];

function deadText(node: FlowNode): Text {
  return [
    {
      en: `${describe(node)} is never reached, whatever is chosen before it.`,
      vi: `Không bao giờ đến ${describeVi(node)}, dù chọn thế nào ở các bước trước.`,
    },
    isActivity(node)
      ? { en: 'Change the gateways before it, or remove it.', vi: 'Sửa các cổng đứng trước, hoặc xóa phần tử này.' }
      : REMOVE,
  ];
}

/** Nothing throws it, or its activity is over as soon as it begins. */
function silentText(node: FlowNode, view: GraphView): Text {
  const host = node.type === 'boundaryEvent' ? view.node(node.attachedTo) : undefined;
  const isAwaited = !definitionsOf(node).every(({ type }) => THROWN.includes(type));
  if (host !== undefined && isAwaited && !rests(host, view))
    return [
      {
        en: `${describe(node)} never happens: ${describe(host)} waits for nobody and is done at once.`,
        vi: `${describeVi(node)} không bao giờ xảy ra: ${describeVi(host)} không chờ ai và xong ngay lập tức.`,
      },
      {
        en: 'Attach it to a step that waits, or remove it.',
        vi: 'Gắn vào một bước có chờ, hoặc xóa sự kiện này.',
      },
    ];
  return [
    {
      en: `${describe(node)} is never reached: nothing throws what leads there.`,
      vi: `Không bao giờ đến ${describeVi(node)}: không có gì phát sự kiện dẫn đến đó.`,
    },
    REMOVE,
  ];
}

const THROWN: readonly string[] = ['error', 'escalation', 'cancel', 'compensate'];

const REMOVE: Bilingual = {
  en: 'Change what leads there, or remove it.',
  vi: 'Sửa đường dẫn đến đó, hoặc xóa phần tử này.',
};

function describeUndecided(graph: ProcessGraph, bound: string): Diagnostic {
  return {
    ruleId: 'not-decided',
    severity: 'warning',
    elementId: graph.id,
    ...say(
      {
        en: `Whether every case of ${describe({ ...graph, type: 'process' })} can end was not decided: ${bound}.`,
        vi: `Chưa xác định được mọi hồ sơ của ${describeVi({ ...graph, type: 'process' })} có kết thúc được hay không: ${boundVi(bound)}.`,
      },
      {
        en: 'Join each split by a gateway of the same kind, or move a part into a sub-process; then it can be decided part by part.',
        vi: 'Gộp mỗi chỗ tách bằng cổng cùng loại, hoặc chuyển một phần vào quy trình con; khi đó từng phần được xác định riêng.',
      },
    ),
  };
}

/** The bounds of `soundness/explore.ts` in Vietnamese. */
function boundVi(bound: string): string {
  const steps = /^more than (\d+) different steps$/.exec(bound)?.[1];
  if (steps !== undefined) return `có hơn ${steps} bước chạy khác nhau`;
  return 'các bước tự động lặp thành vòng không dừng';
}
