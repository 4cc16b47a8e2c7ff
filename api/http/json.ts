// JSON as the API writes it.

/** An amount (bigint) becomes a number: amounts are limited to what a JSON number holds exactly. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_name, part) => (typeof part === 'bigint' ? Number(part) : part));
