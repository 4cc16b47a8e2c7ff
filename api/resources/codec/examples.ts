// A payload before and after decryption. Bytes are in base64; the encrypted ones are shortened.
import type { WirePayload } from './schemas.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

export const encryptedExample: { readonly payloads: readonly WirePayload[] } = {
  payloads: [{ metadata: { encoding: base64('binary/encrypted') }, data: 'kq0wUo1rT2yYbW9kZWxz' }],
};

export const decodedExample: { readonly payloads: readonly WirePayload[] } = {
  payloads: [{ metadata: { encoding: base64('json/plain') }, data: base64('{"accepted":true}') }],
};
