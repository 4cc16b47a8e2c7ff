// Ids of what has a composite key (user tasks, incidents), fit for an address: base64url of its parts.
const separator = '#';

export const encodeId = (...parts: readonly (string | number)[]): string =>
  Buffer.from(parts.join(separator)).toString('base64url');

/** Undefined for a text that is no such id. Workflow ids have no `#`. */
export function decodeId(
  id: string,
  numbers: number,
): { readonly workflowId: string; readonly numbers: number[] } | undefined {
  const [workflowId = '', ...rest] = Buffer.from(id, 'base64url').toString().split(separator);
  const isWhole = rest.length === numbers && rest.every((part) => /^\d{1,9}$/.test(part));
  return workflowId !== '' && isWhole ? { workflowId, numbers: rest.map(Number) } : undefined;
}
