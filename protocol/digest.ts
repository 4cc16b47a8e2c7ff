// The digest by which events, records, models and parameters are compared: equal content has an equal digest in any
// order of keys.
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 over canonical JSON (RFC 8785), in hexadecimal. */
export function digest(value: unknown): string {
  return hash('sha256', canonicalize(value) ?? '');
}
