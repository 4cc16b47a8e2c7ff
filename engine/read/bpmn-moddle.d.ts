// bpmn-moddle comes without types; this much of it is used.
declare module 'bpmn-moddle' {
  export const BpmnModdle: new (packages?: { readonly [prefix: string]: object }) => {
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: readonly { message: string }[] }>;
  };
}
