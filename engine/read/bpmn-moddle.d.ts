// bpmn-moddle types its elements but not itself; this much of it is used here and in tools/.
declare module 'bpmn-moddle' {
  export interface Parsed {
    readonly rootElement: unknown;
    readonly elementsById: object;
    readonly warnings: readonly { readonly message: string; readonly element?: unknown }[];
  }
  export class BpmnModdle {
    constructor(packages?: { readonly [prefix: string]: object });
    fromXML(xml: string): Promise<Parsed>;
    toXML(element: unknown, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
    create(type: string, properties?: object): { readonly $type: string };
    readonly properties: {
      set(target: { readonly $type: string; readonly [property: string]: unknown }, name: string, value: unknown): void;
    };
  }
}
