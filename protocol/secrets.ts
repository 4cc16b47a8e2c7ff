// The secrets that production refuses: too short, well known, or too regular to be random.
import type { Bilingual } from '../engine/catalogue.ts';
import { type Environment, fault } from './environment.ts';

/** Parts of secrets from examples, documentation and keyboards. A random secret does not contain them. */
const wellKnown = [
  ...['secret', 'password', 'passwd', 'changeme', 'change-me', 'change_me', 'example', 'for-tests', 'demo-', '-demo'],
  ...['default', 'training', 'postgres', 'temporal', 'enforcement', 'qwerty', 'asdfgh', 'letmein', 'placeholder'],
  ...['12345678', '87654321', 'abcdefgh', 'your-', 'your_', 'replace', 'insert'],
];
/** Fewest different characters; a random secret of 16 characters or more has them even in hexadecimal digits. */
const fewestDifferent = 6;

/** The reason to refuse the secret, or undefined. */
export function weaknessOf(secret: string, shortest: number): Bilingual | undefined {
  if (secret.length < shortest)
    return { zh: `少于 ${shortest} 个字符`, en: `it has fewer than ${shortest} characters` };
  const known = wellKnown.find((part) => secret.toLowerCase().includes(part));
  if (known) return { zh: `含有众所周知的“${known}”`, en: `it contains the well-known '${known}'` };
  if (new Set(secret).size < fewestDifferent)
    return { zh: '不同的字符太少', en: 'it has too few different characters' };
  if (isRepetition(secret)) return { zh: '是同一片段的重复', en: 'it repeats one piece' };
  return undefined;
}

/** True for a text made of one piece, written twice or more often; the last one may be cut off. */
function isRepetition(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period++) if (text.startsWith(text.slice(period))) return true;
  return false;
}

/** Adds a fault when the variable's value is weak; an absent one is another rule's matter. */
export function strongSecret(environment: Environment, name: string, shortest: number, faults: string[]): void {
  const value = environment[name];
  const weakness = value ? weaknessOf(value, shortest) : undefined;
  if (weakness) faults.push(weakSecret(name, weakness));
}

export function weakSecret(name: string | Bilingual, { zh, en }: Bilingual): string {
  const named = typeof name === 'string' ? { zh: name, en: name } : name;
  return fault(
    `${named.zh} 强度不足：${zh}；请使用随机生成的密钥`,
    `${named.en} is too weak: ${en}; use one that was generated at random.`,
  );
}

/** Shortest lengths in characters. A token is issued by an agency, so it may be shorter than our own secret. */
export const shortest = { jwtSecret: 32, password: 16, agencyToken: 16 };

/** PAYLOAD_KEY must be 32 random bytes in base64: no passphrase, no pattern. */
export function payloadKeyFaults(key: string, faults: string[]): void {
  if (key === '') return;
  const bytes = Buffer.from(key, 'base64');
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(key);
  if (!isBase64 || bytes.length !== 32)
    faults.push(
      fault(
        'PAYLOAD_KEY 须为 base64 编码的 32 个随机字节（openssl rand -base64 32）',
        'PAYLOAD_KEY must be 32 random bytes in base64 (openssl rand -base64 32).',
      ),
    );
  else if (isPattern(bytes))
    faults.push(weakSecret('PAYLOAD_KEY', { zh: '不是随机字节', en: 'its bytes are not random' }));
}

/** Few different bytes, equal steps, or readable characters only: none happens by chance. */
function isPattern(bytes: Buffer): boolean {
  const steps = bytes.subarray(1).map((byte, index) => byte - bytes[index]!);
  return new Set(bytes).size < 16 || new Set(steps).size < 8 || bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}

/** One secret for two purposes: who learns one knows both. */
export function sharedSecretFaults(environment: Environment, names: readonly string[], faults: string[]): void {
  for (const [index, name] of names.entries()) {
    const other = names
      .slice(0, index)
      .find((earlier) => environment[earlier] && environment[earlier] === environment[name]);
    if (other) faults.push(fault(`${name} 与 ${other} 不得相同`, `${name} and ${other} must be different secrets.`));
  }
}
