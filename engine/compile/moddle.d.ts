/** The part of bpmn-moddle that read-bpmn.ts calls. The package types its elements (`bpmn-moddle/types`) but not its door. */
declare module 'bpmn-moddle' {
  import type { BpmnModdleTypeMap } from 'bpmn-moddle/types';

  export interface ImportWarning {
    readonly message: string;
    readonly element?: { readonly $type: string; readonly id?: string };
    readonly property?: string;
    readonly value?: string;
  }
  export interface ImportResult {
    readonly rootElement: BpmnModdleTypeMap['bpmn:Definitions'];
    readonly elementsById: Readonly<Record<string, { readonly $type: string; readonly id?: string }>>;
    readonly warnings: readonly ImportWarning[];
  }
  export class BpmnModdle {
    constructor(packages: Readonly<Record<string, object>>);
    /** Rejects with an Error when the text is no BPMN document. */
    fromXML(xml: string): Promise<ImportResult>;
  }
}
