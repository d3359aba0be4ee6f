import fc from 'fast-check';

/**
 * Small random processes for properties of the token game: block by block, so that most of them can end, with everything
 * in the blocks that makes state: waits, jobs, joins, loops, scopes, interruptions, compensation, incidents.
 */
export type Block =
  | { readonly kind: 'task'; readonly type: 'userTask' | 'serviceTask' | 'task' }
  | { readonly kind: 'script'; readonly expression: string }
  | { readonly kind: 'wait'; readonly event: Trigger }
  | { readonly kind: 'throw'; readonly signal: number }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'parallel' | 'exclusive' | 'inclusive'; readonly branches: readonly Block[] }
  | { readonly kind: 'race'; readonly events: readonly Trigger[] }
  | { readonly kind: 'loop'; readonly body: Block }
  | { readonly kind: 'scope'; readonly body: Block; readonly boundary?: Boundary; readonly inside?: Boundary }
  | { readonly kind: 'many'; readonly sequential: boolean; readonly count: number; readonly boundary?: Boundary }
  | { readonly kind: 'undone'; readonly waits: boolean }
  | { readonly kind: 'stuck' };

export type Trigger = 'message' | 'signal' | 'timer' | 'condition';
export interface Boundary {
  readonly event: Trigger;
  readonly interrupts: boolean;
}

const trigger = fc.constantFrom<Trigger>('message', 'signal', 'timer', 'condition');
const boundary = fc.record({ event: trigger, interrupts: fc.boolean() });

export const models: fc.Arbitrary<string> = fc
  .letrec<{ block: Block }>((tie) => {
    const branches = fc.array(tie('block'), { minLength: 2, maxLength: 3 });
    return {
      block: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.record({
          kind: fc.constant('task' as const),
          type: fc.constantFrom('userTask' as const, 'serviceTask' as const, 'task' as const),
        }),
        fc.record({
          kind: fc.constant('sequence' as const),
          blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }),
        }),
        fc.record({ kind: fc.constantFrom('parallel' as const, 'exclusive' as const, 'inclusive' as const), branches }),
        fc.record(
          { kind: fc.constant('scope' as const), body: tie('block'), boundary, inside: boundary },
          { requiredKeys: ['kind', 'body'] },
        ),
        fc.record({ kind: fc.constant('loop' as const), body: tie('block') }),
        fc.record({ kind: fc.constant('script' as const), expression: fc.constantFrom('x + 1', '[x, x]', '"text"') }),
        fc.record({ kind: fc.constant('wait' as const), event: trigger }),
        fc.record({ kind: fc.constant('throw' as const), signal: fc.nat(1) }),
        fc.record({
          kind: fc.constant('race' as const),
          events: fc.uniqueArray(trigger, { minLength: 2, maxLength: 3 }),
        }),
        fc.record(
          { kind: fc.constant('many' as const), sequential: fc.boolean(), count: fc.nat(3), boundary },
          { requiredKeys: ['kind', 'sequential', 'count'] },
        ),
        fc.record({ kind: fc.constant('undone' as const), waits: fc.boolean() }),
        fc.constant({ kind: 'stuck' as const }),
      ),
    };
  })
  .block.map(toXml);

const NAMESPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** Writes one process `p` around a block. Ids are numbered, so that one block is always one text. */
export function toXml(block: Block): string {
  const writer = new Writer();
  const start = writer.node('startEvent');
  const { entry, exit } = writer.write(block);
  writer.flow(start, entry);
  writer.flow(exit, writer.node('endEvent'));
  const roots = '<message id="m" name="m"/><signal id="sig0" name="sig0"/><signal id="sig1" name="sig1"/>';
  return `<definitions ${NAMESPACES} targetNamespace="urn:motcua:property">${roots}<process id="p" isExecutable="true">${writer.text}</process></definitions>`;
}

interface Ends {
  readonly entry: string;
  readonly exit: string;
}

class Writer {
  text = '';
  #count = 0;

  id(kind: string): string {
    this.#count += 1;
    return `${kind}${this.#count}`;
  }

  node(type: string, content = '', attributes = ''): string {
    const id = this.id(type);
    this.text += `<${type} id="${id}"${attributes}>${content}</${type}>`;
    return id;
  }

  flow(source: string, target: string, condition?: string): string {
    const id = this.id('flow');
    const body = condition === undefined ? '' : `<conditionExpression>=${condition}</conditionExpression>`;
    this.text += `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${body}</sequenceFlow>`;
    return id;
  }

  write(block: Block): Ends {
    switch (block.kind) {
      case 'task':
        return alone(this.node(block.type));
      case 'script':
        return alone(
          this.node(
            'scriptTask',
            `<extensionElements><zeebe:script expression="${escaped(`=${block.expression}`)}" resultVariable="x"/></extensionElements>`,
          ),
        );
      case 'wait':
        return alone(this.node('intermediateCatchEvent', definition(block.event)));
      case 'throw':
        return alone(this.node('intermediateThrowEvent', `<signalEventDefinition signalRef="sig${block.signal}"/>`));
      case 'sequence':
        return this.sequence(block.blocks);
      case 'parallel':
        return this.split('parallelGateway', block.branches, () => undefined);
      case 'exclusive':
      case 'inclusive':
        return this.choice(block);
      case 'race':
        return this.race(block.events);
      case 'loop':
        return this.loop(block.body);
      case 'scope':
        return this.scope(block);
      case 'many':
        return this.many(block);
      case 'undone':
        return this.undone(block.waits);
      case 'stuck':
        // An input that cannot be evaluated until somebody sets the variable: an incident that can be resolved.
        return alone(
          this.node(
            'userTask',
            `<extensionElements><zeebe:ioMapping><zeebe:input source="${escaped('=if mended = true then 1 else (function(a) a)')}" target="y"/></zeebe:ioMapping></extensionElements>`,
          ),
        );
    }
  }

  sequence(blocks: readonly Block[]): Ends {
    const ends = blocks.map((block) => this.write(block));
    for (const [index, next] of ends.slice(1).entries()) this.flow(ends[index]?.exit ?? '', next.entry);
    return { entry: ends[0]?.entry ?? '', exit: ends.at(-1)?.exit ?? '' };
  }

  split(type: string, branches: readonly Block[], conditionOf: (index: number) => string | undefined): Ends {
    const [entry, exit] = [this.node(type), this.node(type)];
    for (const [index, branch] of branches.entries()) {
      const ends = this.write(branch);
      this.flow(entry, ends.entry, conditionOf(index));
      this.flow(ends.exit, exit);
    }
    return { entry, exit };
  }

  choice({ kind, branches }: Extract<Block, { branches: readonly Block[] }>): Ends {
    const type = `${kind}Gateway`;
    const [entry, exit] = [this.id(type), this.node(type)];
    let byDefault = '';
    for (const [index, branch] of branches.entries()) {
      const ends = this.write(branch);
      const isLast = index === branches.length - 1;
      const flow = this.flow(entry, ends.entry, isLast ? undefined : `b${index} = true`);
      if (isLast) byDefault = flow;
      this.flow(ends.exit, exit);
    }
    this.text += `<${type} id="${entry}" default="${byDefault}"/>`;
    return { entry, exit };
  }

  race(events: readonly Trigger[]): Ends {
    const [entry, exit] = [this.node('eventBasedGateway'), this.node('exclusiveGateway')];
    for (const event of events) {
      const caught = this.node('intermediateCatchEvent', definition(event));
      this.flow(entry, caught);
      this.flow(caught, exit);
    }
    return { entry, exit };
  }

  /** Once, and again as long as `again` is true; a user task inside keeps it from running in a circle. */
  loop(body: Block): Ends {
    const entry = this.node('exclusiveGateway');
    const ends = this.write(body);
    const rest = this.node('userTask');
    const decides = this.id('exclusiveGateway');
    const exit = this.node('exclusiveGateway');
    this.flow(entry, ends.entry);
    this.flow(ends.exit, rest);
    this.flow(rest, decides);
    this.flow(decides, entry, 'again = true');
    const out = this.flow(decides, exit);
    this.text += `<exclusiveGateway id="${decides}" default="${out}"/>`;
    return { entry, exit };
  }

  scope({ body, boundary, inside }: Extract<Block, { kind: 'scope' }>): Ends {
    const outer = this.text;
    this.text = '';
    const start = this.node('startEvent');
    const ends = this.write(body);
    this.flow(start, ends.entry);
    this.flow(ends.exit, this.node('endEvent'));
    if (inside !== undefined) this.eventSubProcess(inside);
    const content = this.text;
    this.text = outer;
    return this.bounded(this.node('subProcess', content), boundary);
  }

  eventSubProcess({ event, interrupts }: Boundary): void {
    const outer = this.text;
    this.text = '';
    const start = this.node('startEvent', definition(event), ` isInterrupting="${String(interrupts)}"`);
    const task = this.node('userTask');
    this.flow(start, task);
    this.flow(task, this.node('endEvent'));
    const content = this.text;
    this.text = outer;
    this.node('subProcess', content, ' triggeredByEvent="true"');
  }

  many({ sequential, count, boundary }: Extract<Block, { kind: 'many' }>): Ends {
    const loop = `<multiInstanceLoopCharacteristics isSequential="${String(sequential)}"><loopCardinality>=${count}</loopCardinality></multiInstanceLoopCharacteristics>`;
    return this.bounded(this.node('userTask', loop), boundary);
  }

  bounded(activity: string, boundary: Boundary | undefined): Ends {
    if (boundary === undefined) return alone(activity);
    const event = this.node(
      'boundaryEvent',
      definition(boundary.event),
      ` attachedToRef="${activity}" cancelActivity="${String(boundary.interrupts)}"`,
    );
    const handled = this.node('userTask');
    this.flow(event, handled);
    if (!boundary.interrupts) {
      this.flow(handled, this.node('endEvent'));
      return alone(activity);
    }
    const exit = this.node('exclusiveGateway');
    this.flow(activity, exit);
    this.flow(handled, exit);
    return { entry: activity, exit };
  }

  undone(waits: boolean): Ends {
    const done = this.node('userTask');
    const event = this.node('boundaryEvent', '<compensateEventDefinition/>', ` attachedToRef="${done}"`);
    const handler = this.node('userTask', '', ' isForCompensation="true"');
    this.text += `<association id="${this.id('association')}" sourceRef="${event}" targetRef="${handler}" associationDirection="One"/>`;
    const thrower = this.node(
      'intermediateThrowEvent',
      `<compensateEventDefinition waitForCompletion="${String(waits)}"/>`,
    );
    this.flow(done, thrower);
    return { entry: done, exit: thrower };
  }
}

function alone(id: string): Ends {
  return { entry: id, exit: id };
}

function definition(event: Trigger): string {
  switch (event) {
    case 'message':
      return '<messageEventDefinition messageRef="m"/>';
    case 'signal':
      return '<signalEventDefinition signalRef="sig0"/>';
    case 'timer':
      return '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
    case 'condition':
      return '<conditionalEventDefinition><condition xsi:type="tFormalExpression">=go = true</condition></conditionalEventDefinition>';
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
