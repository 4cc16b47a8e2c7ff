// An agency: its name, and what it can be asked. Requests and answers have schemas, so that no faulty one is sent or
// enters a case, such as an amount that is no whole number of fen, or a date that is none.

/** JSON Schema. Fields that are not named may be there too. */
export type Shape = { readonly [keyword: string]: unknown };

export interface Operation {
  readonly title: string;
  readonly request: Shape;
  readonly answer: Shape;
}

export interface Agency {
  readonly title: string;
  /** By the names that the models use in `agency:<agency>:<operation>`. */
  readonly operations: { readonly [name: string]: Operation };
}

export type Fields = { readonly [name: string]: Shape };

/** An object with these fields; a name that ends in `?` may be absent or null. */
export function fields(named: Fields): Shape {
  const all = Object.entries(named).map(([name, shape]) => ({
    name: name.replace(/\?$/, ''),
    isNeeded: !name.endsWith('?'),
    shape,
  }));
  return {
    type: 'object',
    required: all.filter(({ isNeeded }) => isNeeded).map(({ name }) => name),
    properties: Object.fromEntries(
      all.map(({ name, isNeeded, shape }) => [name, isNeeded ? shape : { anyOf: [shape, { type: 'null' }] }]),
    ),
  };
}

export const text: Shape = { type: 'string', minLength: 1 };
export const fen: Shape = { type: 'integer', minimum: 0 };
export const count: Shape = { type: 'integer', minimum: 0 };
export const yesOrNo: Shape = { type: 'boolean' };
/** Legal date in Asia/Shanghai. */
export const day: Shape = { type: 'string', format: 'date' };
export const listOf = (items: Shape): Shape => ({ type: 'array', items });

/** A person or company that is asked about, acted against, or buys. */
export const person: Shape = fields({ name: text, 'kind?': text, 'idNumber?': text });
/** An asset as the body that keeps the register describes it. */
export const asset: Shape = fields({
  kind: { enum: ['deposit', 'realEstate', 'vehicle'] },
  externalRef: text,
  description: text,
  'balanceFen?': fen,
  'valueFen?': fen,
  'details?': { type: 'object' },
});
/** The asset that a request is about, by the number under which the body keeps it. */
export const about: Fields = { externalRef: text };
