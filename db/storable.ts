// PostgreSQL stores neither the character U+0000 nor half a surrogate pair. A step must not fail because a person typed
// one.

/** Returns the value itself if PostgreSQL can store it, else a copy with U+FFFD for each character that it cannot. */
export function storable<T>(value: T): T {
  return suspicious.test(JSON.stringify(value) ?? '') ? (cleaned(value) as T) : value;
}

/**
 * JSON.stringify escapes exactly these characters so. After an escaped backslash the match is wrong, which costs a
 * needless copy and nothing else.
 */
const suspicious = /\\u(?:0000|d[89a-f])/;

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\u0000', '\ufffd');
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [cleaned(name), cleaned(item)]));
}
