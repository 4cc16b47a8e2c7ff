// PostgreSQL keeps neither the character U+0000 nor half a surrogate pair. A step must never be stuck on one that
// someone typed.

/** The value itself where it can be stored as it is, else a copy with U+FFFD in place of what cannot. */
export function storable<T>(value: T): T {
  return suspicious.test(JSON.stringify(value) ?? '') ? (cleaned(value) as T) : value;
}

/**
 * JSON.stringify escapes exactly these characters this way; an escaped backslash before them only costs a needless
 * copy.
 */
const suspicious = /\\u(?:0000|d[89a-f])/;

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\u0000', '\ufffd');
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [cleaned(name), cleaned(item)]));
}
