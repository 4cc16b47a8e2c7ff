// Encrypts payloads before they reach Temporal, so that Temporal has no readable personal data: AES-256-GCM with the
// key's id; large payloads are compressed first. workflows/ must not import it, because it uses Node's crypto.
import { createCipheriv, createDecipheriv, createSecretKey, hash, type KeyObject, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;
const encoding = Buffer.from('binary/encrypted');
const compression = Buffer.from('deflate');
/**
 * Bytes from which a payload is compressed. A model shrinks to a fifth or less; small payloads do not shrink enough.
 */
const compressedFrom = 1024;
const nonceLength = 12;
const tagLength = 16;

/**
 * @param key 32 bytes in base64; readers need the same key
 * @throws Error for a key of another length
 */
export function payloadCodec(key: string): PayloadCodec {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32) throw new Error(`PAYLOAD_KEY: expected 32 bytes in base64, found ${bytes.length}.`);
  const keyId = Buffer.from(hash('sha256', bytes).slice(0, 16));
  const secret = createSecretKey(bytes);
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, secret, keyId)),
    decode: async (payloads) => payloads.map((payload) => decrypt(payload, secret)),
  };
}

function encrypt(payload: Payload, secret: KeyObject, keyId: Buffer): Payload {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  const plain = PayloadMessage.encode(payload).finish();
  const isLarge = plain.length >= compressedFrom;
  const sealed = [cipher.update(isLarge ? deflateRawSync(plain) : plain), cipher.final()];
  return {
    metadata: { encoding, 'encryption-key-id': keyId, ...(isLarge ? { compression } : {}) },
    data: Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]),
  };
}

/** Decrypts a payload; one that was not encrypted (a memo of Temporal itself) is returned unchanged. */
function decrypt(payload: Payload, secret: KeyObject): Payload {
  const { metadata, data } = payload;
  if (!data || !metadata?.['encoding'] || !encoding.equals(metadata['encoding'])) return payload;
  const sealed = Buffer.from(data);
  const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, nonceLength));
  decipher.setAuthTag(sealed.subarray(-tagLength));
  const opened = Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  return PayloadMessage.decode(metadata['compression'] ? inflateRawSync(opened) : opened);
}
