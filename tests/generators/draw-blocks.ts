import type { Block, Boundary, Handler } from './block.ts';
import type { Drawing, DrawnFlow, DrawnNode, DrawnScope } from './drawing.ts';

/** Draws the process `p` around a block, and the processes that it calls. Ids are numbered, so that one block is one drawing. */
export function drawBlocks(block: Block): Drawing {
  const sheet: Sheet = { count: 0, called: [] };
  const main = drawScope(sheet, 'p', false, block, []);
  return { processes: [main, ...sheet.called] };
}

/** What all scopes of a drawing share. */
interface Sheet {
  count: number;
  readonly called: DrawnScope[];
}

function drawScope(
  sheet: Sheet,
  id: string,
  inTransaction: boolean,
  body: Block,
  handlers: readonly Handler[],
): DrawnScope {
  const pen = new Pen(sheet, inTransaction);
  const start = pen.node('startEvent');
  const { entry, exit } = pen.draw(body);
  pen.flow(start, entry);
  pen.flow(exit, pen.node('endEvent'));
  for (const handler of handlers) pen.handler(handler);
  return { id, nodes: pen.nodes, flows: pen.flows };
}

interface Ends {
  readonly entry: string;
  readonly exit: string;
}

/** Draws in one scope. */
class Pen {
  readonly nodes: DrawnNode[] = [];
  readonly flows: DrawnFlow[] = [];
  readonly #sheet: Sheet;
  readonly #inTransaction: boolean;

  constructor(sheet: Sheet, inTransaction: boolean) {
    this.#sheet = sheet;
    this.#inTransaction = inTransaction;
  }

  id(kind: string): string {
    this.#sheet.count += 1;
    return `${kind}${String(this.#sheet.count)}`;
  }

  node(type: string, parts: Omit<DrawnNode, 'id' | 'type'> = {}): string {
    const id = this.id(type);
    this.nodes.push({ id, type, ...parts });
    return id;
  }

  flow(source: string, target: string, conditional = false): string {
    const id = this.id('flow');
    this.flows.push({ id, source, target, ...(conditional && { when: `when_${id}` }) });
    return id;
  }

  draw(block: Block): Ends {
    switch (block.kind) {
      case 'activity': {
        const { type, loop, boundaries } = block;
        return this.#bounded(this.node(type, loop === undefined ? {} : { loop }), boundaries);
      }
      case 'script':
        return alone(this.node('scriptTask', { script: block.expression }));
      case 'stuck':
        return alone(this.node('userTask', { input: 'if mended = true then 1 else (function(a) a)' }));
      case 'catch':
        return alone(this.node('intermediateCatchEvent', { event: { type: block.event } }));
      case 'throw':
        return alone(
          this.node('intermediateThrowEvent', block.event === 'none' ? {} : { event: { type: block.event } }),
        );
      case 'link': {
        const name = this.id('link');
        const entry = this.node('intermediateThrowEvent', { event: { type: 'link', of: name } });
        return { entry, exit: this.node('intermediateCatchEvent', { event: { type: 'link', of: name } }) };
      }
      case 'sequence': {
        const ends = block.blocks.map((one) => this.draw(one));
        for (const [index, next] of ends.slice(1).entries()) this.flow(ends[index]?.exit ?? '', next.entry);
        return { entry: ends[0]?.entry ?? '', exit: ends.at(-1)?.exit ?? '' };
      }
      case 'branches':
        return this.#branches(block);
      case 'race':
        return this.#race(block);
      case 'loop':
        return this.#loop(block.body);
      case 'scope':
        return this.#scope(block);
      case 'call': {
        const calls = this.id('called');
        this.#sheet.called.push(drawScope(this.#sheet, calls, false, block.body, []));
        return this.#bounded(this.node('callActivity', { calls }), block.boundaries);
      }
      case 'compensation':
        return this.#compensation(block);
      case 'leave':
        return this.#leave(block.end);
      default:
        return block satisfies never;
    }
  }

  #branches({ split, join, branches, awaits, once }: Extract<Block, { kind: 'branches' }>): Ends {
    const chooses = split !== 'parallelGateway';
    const entry = this.id(split);
    const exit = this.node(join, join === 'complexGateway' ? { activatedBy: awaits } : {});
    const ways = branches.map((branch, index) => {
      const ends = this.draw(branch);
      this.flow(ends.exit, exit);
      return this.flow(entry, ends.entry, chooses && index < branches.length - 1);
    });
    const fallback = ways.at(-1);
    this.nodes.push({ id: entry, type: split, ...(chooses && fallback !== undefined && { defaultFlow: fallback }) });
    if (join !== 'complexGateway' || !once) return { entry, exit };
    const after = this.node('task');
    this.flows.push({ id: this.id('flow'), source: exit, target: after, when: 'waitingForStart' });
    return { entry, exit: after };
  }

  #race({ ways }: Extract<Block, { kind: 'race' }>): Ends {
    const [entry, exit] = [this.node('eventBasedGateway'), this.node('exclusiveGateway')];
    for (const { event, then } of ways) {
      const caught = this.node('intermediateCatchEvent', { event: { type: event } });
      this.flow(entry, caught);
      const ends = then === undefined ? undefined : this.draw(then);
      if (ends !== undefined) this.flow(caught, ends.entry);
      this.flow(ends?.exit ?? caught, exit);
    }
    return { entry, exit };
  }

  /** Once and again; a user task inside keeps it from running in a circle. */
  #loop(body: Block): Ends {
    const entry = this.node('exclusiveGateway');
    const ends = this.draw(body);
    const rest = this.node('userTask');
    const decides = this.id('exclusiveGateway');
    const exit = this.node('exclusiveGateway');
    this.flow(entry, ends.entry);
    this.flow(ends.exit, rest);
    this.flow(rest, decides);
    this.flow(decides, entry, true);
    this.nodes.push({ id: decides, type: 'exclusiveGateway', defaultFlow: this.flow(decides, exit) });
    return { entry, exit };
  }

  #scope({ transaction, body, loop, boundaries, handlers }: Extract<Block, { kind: 'scope' }>): Ends {
    const type = transaction ? 'transaction' : 'subProcess';
    const id = this.id(type);
    const inside = drawScope(this.#sheet, id, transaction, body, handlers);
    this.nodes.push({ id, type, inside, ...(loop !== undefined && { loop }) });
    const cancels = inside.nodes.some(({ event }) => event?.type === 'cancel');
    return this.#bounded(id, boundaries, cancels);
  }

  handler({ event, interrupts }: Handler): void {
    const id = this.id('subProcess');
    const pen = new Pen(this.#sheet, false);
    const start = pen.node('startEvent', { event: { type: event }, interrupts });
    const task = pen.node('userTask');
    pen.flow(start, task);
    pen.flow(task, pen.node('endEvent'));
    this.nodes.push({
      id,
      type: 'subProcess',
      triggeredByEvent: true,
      inside: { id, nodes: pen.nodes, flows: pen.flows },
    });
  }

  #bounded(activity: string, boundaries: readonly Boundary[], cancels = false): Ends {
    const all = cancels ? [...boundaries, { event: 'cancel' as const, interrupts: true, rejoins: true }] : boundaries;
    if (all.length === 0) return alone(activity);
    const exit = all.some(({ rejoins }) => rejoins) ? this.node('exclusiveGateway') : activity;
    if (exit !== activity) this.flow(activity, exit);
    for (const { event, interrupts, rejoins } of all) {
      const boundary = this.node('boundaryEvent', { event: { type: event }, attachedTo: activity, interrupts });
      const handled = this.node('userTask');
      this.flow(boundary, handled);
      this.flow(handled, rejoins ? exit : this.node('endEvent'));
    }
    return { entry: activity, exit };
  }

  #compensation({ waits, whole }: Extract<Block, { kind: 'compensation' }>): Ends {
    const done = this.node('userTask');
    const event = this.node('boundaryEvent', { event: { type: 'compensate' }, attachedTo: done });
    this.node('userTask', { undoes: event });
    const thrower = this.node('intermediateThrowEvent', {
      event: { type: 'compensate', waits, ...(!whole && { of: done }) },
    });
    this.flow(done, thrower);
    return { entry: done, exit: thrower };
  }

  #leave(end: Extract<Block, { kind: 'leave' }>['end']): Ends {
    const entry = this.id('exclusiveGateway');
    // A cancel end event belongs directly into a transaction.
    const thrown = end === 'none' || (end === 'cancel' && !this.#inTransaction) ? {} : { event: { type: end } };
    this.flow(entry, this.node('endEvent', thrown), true);
    const exit = this.node('task');
    this.nodes.push({ id: entry, type: 'exclusiveGateway', defaultFlow: this.flow(entry, exit) });
    return { entry, exit };
  }
}

function alone(id: string): Ends {
  return { entry: id, exit: id };
}
