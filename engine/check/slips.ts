// Finds misspelled names.

/** The names differ in case, or by one added, missing, wrong or swapped letter. A number or a plural is no slip. */
export function isSlip(name: string, other: string): boolean {
  if (name === other || Math.min(name.length, other.length) < 5) return false;
  if (name.toLowerCase() === other.toLowerCase()) return true;
  const [short, long] = name.length < other.length ? [name, other] : [other, name];
  if (long.length - short.length > 1 || long === `${short}s` || withoutDigits(name) === withoutDigits(other))
    return false;
  let begin = 0;
  while (begin < short.length && short[begin] === long[begin]) begin++;
  if (short.length < long.length) return short.slice(begin) === long.slice(begin + 1);
  const isExchanged = short[begin] === long[begin + 1] && short[begin + 1] === long[begin];
  return (
    short.slice(begin + 1) === long.slice(begin + 1) ||
    (isExchanged && short.slice(begin + 2) === long.slice(begin + 2))
  );
}

const withoutDigits = (name: string): string => name.replaceAll(/\d/g, '');
