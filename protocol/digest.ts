// The digest under which events, records, models and parameters are compared: equal content, equal digest, in whatever
// order its keys stand.
import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 over canonical JSON (RFC 8785), in hexadecimal. */
export function digest(value: unknown): string {
  return hash('sha256', canonicalize(value) ?? '');
}
