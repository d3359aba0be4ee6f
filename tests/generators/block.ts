import fc from 'fast-check';

/**
 * A piece of a model with one way in and one way out. Models made of blocks are what people draw on a good day: most of them
 * are sound; with `unruly` blocks (a join of another kind than its split, a branch that ends by itself) many are not.
 */
export type Block =
  | {
      readonly kind: 'activity';
      readonly type: ActivityType;
      readonly loop?: Loop;
      readonly boundaries: readonly Boundary[];
    }
  | { readonly kind: 'script'; readonly expression: string }
  | { readonly kind: 'catch'; readonly event: Trigger }
  | { readonly kind: 'throw'; readonly event: 'none' | 'signal' | 'message' | 'escalation' }
  | { readonly kind: 'link' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'branches';
      readonly split: Gateway;
      readonly join: Gateway;
      readonly branches: readonly Block[];
      /** Of a complex join: how many tokens fire it, and whether it sends one when it fires only, or when it resets too. */
      readonly awaits: number;
      readonly once: boolean;
    }
  | { readonly kind: 'race'; readonly ways: readonly { readonly event: Trigger; readonly then?: Block }[] }
  | { readonly kind: 'loop'; readonly body: Block }
  | {
      readonly kind: 'scope';
      readonly transaction: boolean;
      readonly body: Block;
      readonly loop?: Loop;
      readonly boundaries: readonly Boundary[];
      readonly handlers: readonly Handler[];
    }
  | { readonly kind: 'call'; readonly body: Block; readonly boundaries: readonly Boundary[] }
  | { readonly kind: 'compensation'; readonly waits: boolean; readonly whole: boolean }
  /** One way goes on, the other ends here. */
  | { readonly kind: 'leave'; readonly end: End }
  /** An activity that cannot be entered until somebody sets a variable right. */
  | { readonly kind: 'stuck' };

export type ActivityType =
  'userTask' | 'serviceTask' | 'sendTask' | 'receiveTask' | 'businessRuleTask' | 'manualTask' | 'task';
export type Gateway = 'parallelGateway' | 'exclusiveGateway' | 'inclusiveGateway' | 'complexGateway';
export type Trigger = 'message' | 'signal' | 'timer' | 'conditional';
export type End = 'none' | 'terminate' | 'error' | 'escalation' | 'cancel' | 'compensate';

export interface Boundary {
  readonly event: Trigger | 'error' | 'escalation';
  readonly interrupts: boolean;
  /** What it leads to comes back to the block's way out; else it ends by itself. */
  readonly rejoins: boolean;
}

/** An event sub-process. */
export interface Handler {
  readonly event: Trigger | 'error' | 'escalation';
  readonly interrupts: boolean;
}

export type Loop =
  | { readonly kind: 'standard'; readonly most: number; readonly testBefore: boolean }
  | { readonly kind: 'multiInstance'; readonly count: number; readonly isSequential: boolean };

const GATEWAYS = ['parallelGateway', 'exclusiveGateway', 'inclusiveGateway', 'complexGateway'] as const;
const TRIGGERS = ['message', 'signal', 'timer', 'conditional'] as const;

type Branches = Extract<Block, { kind: 'branches' }>;

/** The join of the split's own kind; of all branches a complex one may await some, of chosen ones the first. */
function wellJoined(branches: Branches): Branches {
  const { split, awaits } = branches;
  if (split === 'parallelGateway' && awaits > 1 && awaits <= branches.branches.length)
    return { ...branches, join: branches.once ? 'complexGateway' : split };
  return { ...branches, join: split, awaits: 1, once: true };
}

export interface Choices {
  /** Joins of any kind, ends inside branches, interrupted branches that do not come back. */
  readonly unruly: boolean;
  /** Activities that cannot be entered, non-boolean data: what makes incidents. */
  readonly troubled: boolean;
}

/** Random blocks. They shrink by losing inner blocks, then by becoming simpler ones. */
export function blocks({ unruly, troubled }: Choices): fc.Arbitrary<Block> {
  const trigger = fc.constantFrom<Trigger>(...TRIGGERS);
  const boundaryEvent = fc.constantFrom<Boundary['event']>(...TRIGGERS, 'error', 'escalation');
  // An interrupted branch that does not come back is missed by a join after it; an alarm never has to come back.
  const boundary = fc
    .record({ event: boundaryEvent, interrupts: fc.boolean(), rejoins: unruly ? fc.boolean() : fc.constant(true) })
    .map((one) => (one.event === 'error' ? { ...one, interrupts: true } : one))
    .map((one) => (one.interrupts || unruly ? one : { ...one, rejoins: false }));
  const handler = fc
    .record({ event: boundaryEvent, interrupts: fc.boolean() })
    .map((one) => (one.event === 'error' ? { ...one, interrupts: true } : one));
  const loop = fc.oneof(
    fc.record({
      kind: fc.constant('multiInstance' as const),
      // What is inside an activity of no instances never runs: a fault there would be one that nobody meets.
      count: unruly ? fc.integer({ min: 1, max: 2 }) : fc.nat(2),
      isSequential: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('standard' as const),
      most: fc.integer({ min: 1, max: 2 }),
      testBefore: fc.boolean(),
    }),
  );
  const few = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { maxLength: 1 });
  const gateway = fc.constantFrom<Gateway>(...GATEWAYS);
  const activity = fc.record({
    kind: fc.constant('activity' as const),
    type: fc.constantFrom<ActivityType>(
      'userTask',
      'serviceTask',
      'sendTask',
      'receiveTask',
      'businessRuleTask',
      'manualTask',
      'task',
    ),
    boundaries: fc.constant<readonly Boundary[]>([]),
  });
  return fc.letrec<{ block: Block }>((tie) => ({
    block: fc.oneof(
      { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
      { weight: 4, arbitrary: activity },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('sequence' as const),
          blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }),
        }),
      },
      {
        weight: 4,
        arbitrary: fc
          .record({
            kind: fc.constant('branches' as const),
            split: gateway,
            join: gateway,
            branches: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
            awaits: fc.integer({ min: 1, max: 3 }),
            once: fc.boolean(),
          })
          .map((one) => (unruly ? one : wellJoined(one))),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('catch' as const), event: trigger }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('throw' as const),
          event: fc.constantFrom('none' as const, 'signal' as const, 'message' as const, 'escalation' as const),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'link' as const }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('script' as const),
          expression: fc.constantFrom('x + 1', '[x, x]', '"text"'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('race' as const),
          ways: fc.array(fc.record({ event: trigger, then: tie('block') }, { requiredKeys: ['event'] }), {
            minLength: 2,
            maxLength: 3,
          }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('loop' as const), body: tie('block') }) },
      {
        weight: 2,
        arbitrary: fc.record(
          {
            kind: fc.constant('activity' as const),
            type: fc.constantFrom<ActivityType>('userTask', 'serviceTask', 'receiveTask'),
            loop,
            boundaries: few(boundary),
          },
          { requiredKeys: ['kind', 'type', 'boundaries'] },
        ),
      },
      {
        weight: 3,
        arbitrary: fc.record(
          {
            kind: fc.constant('scope' as const),
            transaction: fc.boolean(),
            body: tie('block'),
            loop,
            boundaries: few(boundary),
            handlers: few(handler),
          },
          { requiredKeys: ['kind', 'transaction', 'body', 'boundaries', 'handlers'] },
        ),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('call' as const), body: tie('block'), boundaries: few(boundary) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('compensation' as const), waits: fc.boolean(), whole: fc.boolean() }),
      },
      ...(unruly
        ? [
            {
              weight: 2,
              arbitrary: fc.record({
                kind: fc.constant('leave' as const),
                end: fc.constantFrom<End>('none', 'terminate', 'error', 'escalation', 'cancel', 'compensate'),
              }),
            },
          ]
        : []),
      ...(troubled ? [{ weight: 1, arbitrary: fc.constant({ kind: 'stuck' as const }) }] : []),
    ),
  })).block;
}
