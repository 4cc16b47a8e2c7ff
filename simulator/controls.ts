// Schemas of the bodies of the simulator's own controls: a script with a misspelled rule is told so.
const text = { type: 'string', minLength: 1 } as const;
const fen = { type: 'integer', minimum: 0 } as const;
const day = { type: 'string', format: 'date' } as const;
const anything = { type: 'object' } as const;
const listOf = (required: readonly string[], properties: object) =>
  ({ type: 'array', items: { type: 'object', additionalProperties: false, required, properties } }) as const;
const body = (required: readonly string[], properties: object) =>
  ({ body: { type: 'object', additionalProperties: false, required, properties } }) as const;

const asset = {
  provider: text,
  externalRef: text,
  ownerIdNumber: text,
  description: text,
  valueFen: fen,
  availableFrom: day,
  details: anything,
  owner: text,
  sealedBy: { type: 'array', items: text },
};
const assets = listOf(['provider', 'externalRef', 'ownerIdNumber', 'description', 'valueFen'], asset);

export const population = body([], {
  people: listOf(['name', 'idNumber'], { name: text, idNumber: text }),
  deposits: listOf(['provider', 'accountNumber', 'ownerIdNumber', 'balanceFen'], {
    provider: text,
    accountNumber: text,
    ownerIdNumber: text,
    balanceFen: fen,
    availableFrom: day,
    frozen: listOf(['caseNumber', 'amountFen'], { caseNumber: text, amountFen: fen }),
  }),
  realEstate: assets,
  vehicles: assets,
});

export const behavior = body(['rules'], {
  rules: listOf(['do'], {
    agency: text,
    provider: text,
    operation: text,
    caseNumber: text,
    match: anything,
    times: { type: 'integer', minimum: 0 },
    do: { type: 'string', enum: ['answer', 'delay', 'refuse', 'reject', 'answerTwice', 'timeOut', 'fail'] },
    days: { type: 'number', minimum: 0 },
    reason: text,
    answer: anything,
  }),
});

const cases = { type: 'array', items: text } as const;
export const advance = body(['to'], { to: { type: 'string', format: 'date-time' }, cases });
export const due = { body: { ...body([], { cases }).body, type: ['object', 'null'] } } as const;
