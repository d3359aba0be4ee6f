/**
 * A DMN file as plain data: what decides, and nothing of the drawing. Part of a compiled procedure: frozen JSON that can be
 * stored, hashed and sent to a browser. Everything a case may ask (decisions, decision services) and everything these
 * need (knowledge models, input data) stands side by side, by id.
 * @source DMN 1.5 §6.3, §7
 */
export type DecisionModel = DecisionElement | KnowledgeModel | DecisionServiceModel | InputDataModel;

interface ElementBase {
  readonly id: string;
  /** As drawn; absent where the file gives none. */
  readonly name?: string;
  /** Namespace of the file, by which other files import it. */
  readonly namespace: string;
  /** File of the bundle. */
  readonly file?: string;
  /** What other elements' expressions call it, and the type it must have. */
  readonly variable: TypedName;
}

export interface DecisionElement extends ElementBase {
  readonly kind: 'decision';
  readonly requires: readonly Requirement[];
  /** Absent: drawn but not decided yet; evaluating it fails. */
  readonly logic?: BoxedExpression;
  /** Names that the logic reads from its scope. */
  readonly reads: readonly string[];
}

/** A function with a name (business knowledge model). */
export interface KnowledgeModel extends ElementBase {
  readonly kind: 'knowledge';
  readonly requires: readonly Requirement[];
  readonly logic?: FunctionExpression;
}

/** Decisions offered together under one interface. @source DMN 1.5 §6.3, §10.4 */
export interface DecisionServiceModel extends ElementBase {
  readonly kind: 'service';
  readonly outputDecisions: readonly Reference[];
  readonly encapsulatedDecisions: readonly Reference[];
  readonly inputDecisions: readonly Reference[];
  readonly inputData: readonly Reference[];
}

export interface InputDataModel extends ElementBase {
  readonly kind: 'input';
}

/** An element of this file, or of an imported one. */
export interface Reference {
  readonly id: string;
  /** Of an element of another file: name of the import under which its variable is reached (`imported.variable`). Empty: the
   *  import has no name, and the variable is reached by its own. */
  readonly alias?: string;
}

export interface Requirement extends Reference {
  readonly kind: 'input' | 'decision' | 'knowledge';
}

export interface TypedName {
  readonly name: string;
  readonly type?: DmnType;
}

// --- types --------------------------------------------------------------------------------------------------------------

/** The built-in types. @source DMN 1.5 §10.3.1 */
export type SimpleTypeName =
  'Any' | 'number' | 'string' | 'boolean' | 'date' | 'time' | 'dateTime' | 'dayTimeDuration' | 'yearMonthDuration';

/** A type with everything that it refers to written out. `label` is the name it was declared by. */
export type DmnType =
  | { readonly kind: 'simple'; readonly name: SimpleTypeName }
  | { readonly kind: 'list'; readonly element: DmnType; readonly label?: string }
  | {
      readonly kind: 'context';
      readonly components: readonly { readonly name: string; readonly type: DmnType }[];
      readonly label?: string;
    }
  | { readonly kind: 'function' }
  /** Allowed values as unary tests. */
  | { readonly kind: 'constrained'; readonly base: DmnType; readonly allowed: string; readonly label?: string };

// --- boxed expressions ----------------------------------------------------------------------------------------------------

/** @source DMN 1.5 §7.3, §8, §10.2 */
export type BoxedExpression =
  | LiteralExpression
  | DecisionTable
  | ContextExpression
  | InvocationExpression
  | FunctionExpression
  | ListExpression
  | RelationExpression
  | ConditionalExpression
  | FilterExpression
  | IteratorExpression;

interface ExpressionBase {
  /** Id of the element in the file, for diagnostics. */
  readonly id?: string;
  /** Type the result must have. */
  readonly type?: DmnType;
}

export interface LiteralExpression extends ExpressionBase {
  readonly kind: 'literal';
  /** FEEL. */
  readonly text: string;
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

/** @source DMN 1.5 §8 */
export interface DecisionTable extends ExpressionBase {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  /** Only with COLLECT. */
  readonly aggregation?: Aggregation;
  readonly inputs: readonly InputClause[];
  readonly outputs: readonly OutputClause[];
  readonly rules: readonly Rule[];
}
export interface InputClause {
  readonly id?: string;
  /** Column heading; the expression where there is none. */
  readonly label: string;
  /** FEEL. */
  readonly expression: string;
  readonly type?: DmnType;
  /** Unary tests that the input must satisfy. */
  readonly allowed?: string;
}
export interface OutputClause {
  readonly id?: string;
  readonly label: string;
  /** Entry of the result when there are several outputs. */
  readonly name?: string;
  readonly type?: DmnType;
  /** Unary tests; their order is the priority of PRIORITY and OUTPUT ORDER. */
  readonly allowed?: string;
  /** FEEL; what the table gives when no rule matches. */
  readonly defaultEntry?: string;
}
export interface Rule {
  readonly id?: string;
  /** Unary tests, one for each input. */
  readonly inputs: readonly string[];
  /** FEEL, one for each output; empty text is null. */
  readonly outputs: readonly string[];
  readonly annotations: readonly string[];
}

/** Entries see those before them; without a last nameless entry the result is the context itself. */
export interface ContextExpression extends ExpressionBase {
  readonly kind: 'context';
  readonly entries: readonly { readonly variable?: TypedName; readonly value: BoxedExpression }[];
}
export interface InvocationExpression extends ExpressionBase {
  readonly kind: 'invocation';
  /** FEEL that gives a function, mostly its name. */
  readonly called: string;
  readonly bindings: readonly { readonly parameter: string; readonly value: BoxedExpression }[];
}
export interface FunctionExpression extends ExpressionBase {
  readonly kind: 'function';
  readonly parameters: readonly TypedName[];
  readonly body: BoxedExpression;
}
export interface ListExpression extends ExpressionBase {
  readonly kind: 'list';
  readonly elements: readonly BoxedExpression[];
}
/** A list of contexts, drawn as a table. */
export interface RelationExpression extends ExpressionBase {
  readonly kind: 'relation';
  readonly columns: readonly TypedName[];
  readonly rows: readonly (readonly BoxedExpression[])[];
}
export interface ConditionalExpression extends ExpressionBase {
  readonly kind: 'conditional';
  readonly condition: BoxedExpression;
  readonly whenTrue: BoxedExpression;
  readonly whenFalse: BoxedExpression;
}
export interface FilterExpression extends ExpressionBase {
  readonly kind: 'filter';
  readonly list: BoxedExpression;
  readonly match: BoxedExpression;
}
export interface IteratorExpression extends ExpressionBase {
  readonly kind: 'for' | 'some' | 'every';
  readonly variable: string;
  readonly list: BoxedExpression;
  /** `return` of a for, `satisfies` of a some or every. */
  readonly result: BoxedExpression;
}
