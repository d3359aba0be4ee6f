/**
 * A BPMN model as somebody may draw it, as plain data: what the generators make, the mutations change, the reference player
 * plays and `write-bpmn.ts` writes down. Nothing here knows the engine; it meets a drawing as XML, at its front door.
 */
export interface Drawing {
  /** The first is the one that is started; the others are called. */
  readonly processes: readonly [DrawnScope, ...DrawnScope[]];
}

/** A process, or the inside of a sub-process. */
export interface DrawnScope {
  readonly id: string;
  readonly nodes: readonly DrawnNode[];
  readonly flows: readonly DrawnFlow[];
}

export interface DrawnNode {
  readonly id: string;
  /** The element's name in BPMN XML. */
  readonly type: string;
  readonly event?: DrawnEvent;
  /** On a boundary event: the activity. */
  readonly attachedTo?: string;
  /** On a boundary event and on the start of an event sub-process. */
  readonly interrupts?: boolean;
  readonly defaultFlow?: string;
  readonly loop?: DrawnLoop;
  readonly inside?: DrawnScope;
  readonly triggeredByEvent?: boolean;
  /** On a call activity: id of the process. */
  readonly calls?: string;
  /** On an activity that undoes another: the boundary event that leads to it. */
  readonly undoes?: string;
  /** FEEL of a script task. */
  readonly script?: string;
  /** FEEL that is evaluated when the activity is entered. */
  readonly input?: string;
  /** On a complex gateway: how many tokens it waits for. */
  readonly activatedBy?: number;
}

export interface DrawnFlow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** The variable that says whether the flow is taken; absent: it has no condition. */
  readonly when?: string;
}

export interface DrawnEvent {
  readonly type: EventType;
  /** Link name; activity that is compensated. */
  readonly of?: string;
  /** On the throwing of compensation. */
  readonly waits?: boolean;
}

export type EventType =
  | 'message'
  | 'signal'
  | 'timer'
  | 'conditional'
  | 'error'
  | 'escalation'
  | 'cancel'
  | 'compensate'
  | 'link'
  | 'terminate';

export type DrawnLoop =
  | { readonly kind: 'standard'; readonly most: number; readonly testBefore: boolean }
  | { readonly kind: 'multiInstance'; readonly count: number; readonly isSequential: boolean };

/** Every scope of a drawing, at every depth, outer ones first. */
export function scopesOf(drawing: Drawing): readonly DrawnScope[] {
  return drawing.processes.flatMap(withInner);
}

function withInner(scope: DrawnScope): readonly DrawnScope[] {
  return [scope, ...scope.nodes.flatMap(({ inside }) => (inside === undefined ? [] : withInner(inside)))];
}

export function flowsOf(drawing: Drawing): readonly DrawnFlow[] {
  return scopesOf(drawing).flatMap(({ flows }) => flows);
}

export function nodesOf(drawing: Drawing): readonly DrawnNode[] {
  return scopesOf(drawing).flatMap(({ nodes }) => nodes);
}

/** The same drawing with every scope changed, inner ones first. */
export function mapScopes(drawing: Drawing, change: (scope: DrawnScope) => DrawnScope): Drawing {
  const deep = (scope: DrawnScope): DrawnScope =>
    change({
      ...scope,
      nodes: scope.nodes.map((node) => (node.inside === undefined ? node : { ...node, inside: deep(node.inside) })),
    });
  const [main, ...called] = drawing.processes;
  return { processes: [deep(main), ...called.map(deep)] };
}
