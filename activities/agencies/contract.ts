// What an agency is: its name, and what it can be asked. A request and an answer have a shape each, so that nothing that does
// not fit leaves the house or enters a case: an amount that is no whole number of fen, a date that is none.

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

/** Who is asked about, acted against, or buys. */
export const person: Shape = fields({ name: text, 'kind?': text, 'idNumber?': text });
/** What somebody owns, as the body that keeps it says. */
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
