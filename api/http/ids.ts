// Ids for rows with a composite key (user tasks, incidents), safe in a URL: base64url of the key's parts.
const separator = '#';

export const encodeId = (...parts: readonly (string | number)[]): string =>
  Buffer.from(parts.join(separator)).toString('base64url');

/** Decodes an id; undefined for a malformed one. (Workflow ids contain no `#`.) */
export function decodeId(
  id: string,
  numbers: number,
): { readonly workflowId: string; readonly numbers: number[] } | undefined {
  const [workflowId = '', ...rest] = Buffer.from(id, 'base64url').toString().split(separator);
  const isWhole = rest.length === numbers && rest.every((part) => /^\d{1,9}$/.test(part));
  return workflowId !== '' && isWhole ? { workflowId, numbers: rest.map(Number) } : undefined;
}
