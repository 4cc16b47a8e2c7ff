// bpmn-moddle types its elements but not itself; this much of it is used.
declare module 'bpmn-moddle' {
  export interface Parsed {
    readonly rootElement: unknown;
    readonly warnings: readonly { readonly message: string; readonly element?: unknown }[];
  }
  export const BpmnModdle: new (packages?: {
    readonly [prefix: string]: object;
  }) => { fromXML(xml: string): Promise<Parsed> };
}
