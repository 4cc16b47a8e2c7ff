// An agency: its title and its operations. Requests and answers have schemas, so that no faulty one (an amount that is
// not a whole number of fen, a malformed date) is sent or enters a case.

/** JSON Schema; an object may have more fields than the schema names. */
export type Shape = { readonly [keyword: string]: unknown };

export interface Operation {
  readonly title: string;
  readonly request: Shape;
  readonly answer: Shape;
}

export interface Agency {
  readonly title: string;
  /** By operation name, as models write it in `agency:<agency>:<operation>`. */
  readonly operations: { readonly [name: string]: Operation };
}

export type Fields = { readonly [name: string]: Shape };

/** Schema of an object with these fields; a field whose name ends in `?` may be absent or null. */
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
/** An amount in fen, at most ten trillion yuan: a larger one may have been rounded when its JSON was read. */
export const fen: Shape = { type: 'integer', minimum: 0, maximum: 1_000_000_000_000_000 };
export const count: Shape = { type: 'integer', minimum: 0 };
export const yesOrNo: Shape = { type: 'boolean' };
/** Legal date in Asia/Shanghai. */
export const day: Shape = { type: 'string', format: 'date' };
export const listOf = (items: Shape): Shape => ({ type: 'array', items });

/** A person or company: the subject of an inquiry or measure, or a buyer. */
export const person: Shape = fields({ name: text, 'kind?': text, 'idNumber?': text });
/** An asset as the registering body describes it. */
export const asset: Shape = fields({
  kind: { enum: ['deposit', 'realEstate', 'vehicle'] },
  externalRef: text,
  description: text,
  'balanceFen?': fen,
  'valueFen?': fen,
  'details?': { type: 'object' },
});
/** The asset of a request, by its number at the registering body. */
export const about: Fields = { externalRef: text };
