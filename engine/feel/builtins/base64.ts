// Base64 (RFC 4648 §4) over a text's UTF-8: the engine sees no `btoa`.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(text: string): string {
  const bytes = encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')).match(/%..|./g) ?? [];
  const bits = bytes.map((byte) =>
    inBits(byte.length > 1 ? Number.parseInt(byte.slice(1), 16) : byte.charCodeAt(0), 8),
  );
  const letters = partsOf(bits, 6).map((sextet) => alphabet[Number.parseInt(sextet.padEnd(6, '0'), 2)]);
  return letters.join('').padEnd(Math.ceil(letters.length / 4) * 4, '=');
}

/** Returns null if the letters are not Base64 or the bytes are not UTF-8. */
export function fromBase64(letters: string): string | null {
  if (letters.length % 4 !== 0 || !/^[\w+/]*={0,2}$/.test(letters) || letters.includes('_')) return null;
  const bits = Array.from(letters.replace(/=+$/, ''), (letter) => inBits(alphabet.indexOf(letter), 6));
  const bytes = partsOf(bits, 8).filter((byte) => byte.length === 8);
  try {
    return decodeURIComponent(
      bytes.map((byte) => `%${Number.parseInt(byte, 2).toString(16).padStart(2, '0')}`).join(''),
    );
  } catch {
    return null;
  }
}

const inBits = (value: number, width: number): string => value.toString(2).padStart(width, '0');

const partsOf = (bits: readonly string[], width: number): readonly string[] =>
  bits.join('').match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
