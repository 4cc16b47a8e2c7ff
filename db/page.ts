// Lists are read page by page; the place of the last item tells where the next page begins.

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass as `after` for what follows; absent on the last page. */
  readonly next?: string;
}

/** Cuts `rows`, read with one more than the limit, to a page. */
export function pageOf<T>(rows: readonly T[], limit: number, placeOf: (last: T) => readonly unknown[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, next: Buffer.from(JSON.stringify(placeOf(last))).toString('base64url') };
}

/** The place that `after` stands for; none for the first page. */
export function placeIn(after: string | undefined): readonly unknown[] {
  return after === undefined ? [] : (readPlace(after) ?? []);
}

export const isPlace = (after: string): boolean => readPlace(after) !== undefined;

function readPlace(after: string): readonly unknown[] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    return Array.isArray(place) ? place : undefined;
  } catch {
    return undefined;
  }
}
