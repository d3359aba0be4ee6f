/**
 * The part of dmn-moddle that this room calls, and the elements as its parser gives them. Lists are absent when the file has
 * no such child. The package brings no types of its own.
 */
declare module 'dmn-moddle' {
  export interface ImportWarning {
    readonly message: string;
    readonly element?: { readonly $type: string; readonly id?: string };
    readonly property?: string;
    readonly value?: string;
  }
  export interface ImportResult {
    readonly rootElement: Definitions;
    readonly warnings: readonly ImportWarning[];
  }
  export class DmnModdle {
    constructor(packages?: Readonly<Record<string, object>>);
    /** Rejects with an Error when the text is no DMN document. */
    fromXML(xml: string): Promise<ImportResult>;
  }

  export interface Element {
    readonly $type: string;
    readonly id?: string;
    readonly name?: string;
    readonly label?: string;
  }
  export interface Definitions extends Element {
    readonly $type: 'dmn:Definitions';
    readonly namespace?: string;
    readonly expressionLanguage?: string;
    readonly import?: readonly Import[];
    readonly itemDefinition?: readonly ItemDefinition[];
    readonly drgElement?: readonly DrgElement[];
  }
  export interface Import extends Element {
    readonly namespace?: string;
    readonly importType?: string;
    readonly locationURI?: string;
  }
  export interface ItemDefinition extends Element {
    readonly typeRef?: string;
    readonly isCollection?: boolean;
    readonly allowedValues?: TextElement;
    readonly typeConstraint?: TextElement;
    readonly itemComponent?: readonly ItemDefinition[];
    readonly functionItem?: Element;
  }
  export interface TextElement extends Element {
    readonly text?: string;
    readonly expressionLanguage?: string;
  }
  export interface InformationItem extends Element {
    readonly typeRef?: string;
  }
  export interface ElementReference {
    readonly href?: string;
  }
  export type DrgElement = Decision | InputData | BusinessKnowledgeModel | DecisionService | KnowledgeSource;
  export interface Decision extends Element {
    readonly $type: 'dmn:Decision';
    readonly variable?: InformationItem;
    readonly informationRequirement?: readonly {
      readonly requiredDecision?: ElementReference;
      readonly requiredInput?: ElementReference;
    }[];
    readonly knowledgeRequirement?: readonly { readonly requiredKnowledge?: ElementReference }[];
    readonly decisionLogic?: Expression;
  }
  export interface InputData extends Element {
    readonly $type: 'dmn:InputData';
    readonly variable?: InformationItem;
  }
  export interface BusinessKnowledgeModel extends Element {
    readonly $type: 'dmn:BusinessKnowledgeModel';
    readonly variable?: InformationItem;
    readonly knowledgeRequirement?: readonly { readonly requiredKnowledge?: ElementReference }[];
    readonly encapsulatedLogic?: FunctionDefinition;
  }
  export interface DecisionService extends Element {
    readonly $type: 'dmn:DecisionService';
    readonly variable?: InformationItem;
    readonly outputDecision?: readonly ElementReference[];
    readonly encapsulatedDecision?: readonly ElementReference[];
    readonly inputDecision?: readonly ElementReference[];
    readonly inputData?: readonly ElementReference[];
  }
  export interface KnowledgeSource extends Element {
    readonly $type: 'dmn:KnowledgeSource';
  }

  interface ExpressionBase extends Element {
    readonly typeRef?: string;
  }
  export type Expression =
    | LiteralExpression
    | DecisionTable
    | Context
    | Invocation
    | FunctionDefinition
    | List
    | Relation
    | Conditional
    | Filter
    | Iterator;
  export interface LiteralExpression extends ExpressionBase {
    readonly $type: 'dmn:LiteralExpression';
    readonly text?: string;
    readonly expressionLanguage?: string;
    readonly importedValues?: Element;
  }
  export interface DecisionTable extends ExpressionBase {
    readonly $type: 'dmn:DecisionTable';
    readonly hitPolicy?: string;
    readonly aggregation?: string;
    readonly outputLabel?: string;
    readonly input?: readonly InputClause[];
    readonly output?: readonly OutputClause[];
    readonly annotation?: readonly Element[];
    readonly rule?: readonly DecisionRule[];
  }
  export interface InputClause extends Element {
    readonly inputExpression?: LiteralExpression;
    readonly inputValues?: TextElement;
  }
  export interface OutputClause extends Element {
    readonly typeRef?: string;
    readonly outputValues?: TextElement;
    readonly defaultOutputEntry?: LiteralExpression;
  }
  export interface DecisionRule extends Element {
    readonly inputEntry?: readonly TextElement[];
    readonly outputEntry?: readonly TextElement[];
    readonly annotationEntry?: readonly { readonly text?: string }[];
  }
  export interface Context extends ExpressionBase {
    readonly $type: 'dmn:Context';
    readonly contextEntry?: readonly { readonly variable?: InformationItem; readonly value?: Expression }[];
  }
  export interface Invocation extends ExpressionBase {
    readonly $type: 'dmn:Invocation';
    readonly calledFunction?: Expression;
    readonly binding?: readonly { readonly parameter?: InformationItem; readonly bindingFormula?: Expression }[];
  }
  export interface FunctionDefinition extends ExpressionBase {
    readonly $type: 'dmn:FunctionDefinition';
    readonly kind?: string;
    readonly formalParameter?: readonly InformationItem[];
    readonly body?: Expression;
  }
  export interface List extends ExpressionBase {
    readonly $type: 'dmn:List';
    readonly elements?: readonly Expression[];
  }
  export interface Relation extends ExpressionBase {
    readonly $type: 'dmn:Relation';
    readonly column?: readonly InformationItem[];
    readonly row?: readonly List[];
  }
  export interface ChildExpression {
    readonly value?: Expression;
  }
  export interface Conditional extends ExpressionBase {
    readonly $type: 'dmn:Conditional';
    readonly if?: ChildExpression;
    readonly then?: ChildExpression;
    readonly else?: ChildExpression;
  }
  export interface Filter extends ExpressionBase {
    readonly $type: 'dmn:Filter';
    readonly in?: ChildExpression;
    readonly match?: ChildExpression;
  }
  export interface Iterator extends ExpressionBase {
    readonly $type: 'dmn:For' | 'dmn:Some' | 'dmn:Every';
    readonly iteratorVariable?: string;
    readonly in?: ChildExpression;
    readonly return?: ChildExpression;
    readonly satisfies?: ChildExpression;
  }
}
