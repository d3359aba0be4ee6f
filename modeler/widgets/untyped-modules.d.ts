/** The parts that we use of bpmn.io packages which carry no types of their own. */

declare module '*.css';

declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud' {
  const module: import('didi').ModuleDeclaration;
  export default module;
}

declare module 'bpmn-js-create-append-anything' {
  export const CreateAppendAnythingModule: import('didi').ModuleDeclaration;
}

declare module 'diagram-js-minimap' {
  const module: import('didi').ModuleDeclaration;
  export default module;
}

declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: import('didi').ModuleDeclaration;
  export const BpmnPropertiesProviderModule: import('didi').ModuleDeclaration;
  export const ZeebePropertiesProviderModule: import('didi').ModuleDeclaration;
  /** A service of the canvas, from inside an entry's component. */
  export function useService<T>(name: string): T;
}

declare module '@bpmn-io/properties-panel' {
  /** What an entry's component draws; Preact's business, opaque to us. */
  export type Drawn = { readonly __drawn: never };
  export type Component<Props> = (props: Props) => Drawn;
  interface FieldProps<Value> {
    readonly element: object;
    readonly id: string;
    readonly label: string;
    readonly description?: string;
    readonly debounce: <F>(callback: F) => F;
    readonly getValue: () => Value;
    readonly setValue: (value: Value) => void;
    readonly validate?: (value: Value) => string | null;
  }
  export interface SelectOption {
    readonly value: string;
    readonly label: string;
  }
  export const TextFieldEntry: Component<FieldProps<string | undefined>>;
  export const TextAreaEntry: Component<FieldProps<string | undefined> & { readonly rows?: number }>;
  export const SelectEntry: Component<
    Omit<FieldProps<string | undefined>, 'debounce'> & { readonly getOptions: () => readonly SelectOption[] }
  >;
  export const Group: Component<object>;
  export const ListGroup: Component<object>;
  export function isTextFieldEntryEdited(node: Element): boolean;
  export function isTextAreaEntryEdited(node: Element): boolean;
  export function isSelectEntryEdited(node: Element): boolean;
}

declare module 'dmn-js/lib/Modeler' {
  interface DmnView {
    readonly id: string;
    readonly name?: string;
    readonly type: 'drd' | 'decisionTable' | 'literalExpression' | 'boxedExpression';
  }
  interface ActiveViewer {
    on(event: string, callback: () => void): void;
    get<T>(service: string): T;
  }
  export default class DmnModeler {
    constructor(options: {
      readonly container: HTMLElement;
      readonly common?: object;
      readonly drd?: object;
      readonly decisionTable?: object;
      readonly literalExpression?: object;
      readonly boxedExpression?: object;
    });
    importXML(xml: string): Promise<{ readonly warnings: readonly Error[] }>;
    saveXML(options: { readonly format: boolean }): Promise<{ readonly xml: string }>;
    getViews(): readonly DmnView[];
    getActiveView(): DmnView | undefined;
    getActiveViewer(): ActiveViewer | undefined;
    open(view: DmnView): Promise<unknown>;
    on(event: 'views.changed', callback: (event: { readonly views: readonly DmnView[]; readonly activeView?: DmnView }) => void): void;
    destroy(): void;
  }
}
