// dmn-moddle has no types; these are the parts in use.
declare module 'dmn-moddle' {
  export interface Package {
    readonly types: readonly object[];
  }
  export interface Moddle {
    getPackage(name: string): Package;
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: readonly { message: string }[] }>;
  }
  export const DmnModdle: new (packages?: { readonly [prefix: string]: object }) => Moddle;
}
