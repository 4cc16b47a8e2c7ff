// Names that are almost the same.

/** Other capitals, or one letter more, less, other or exchanged. Numbers tell names apart, and so does a plural. */
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
