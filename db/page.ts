// Paging of lists: the sort key of a page's last item tells where the next page starts.

export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it as `after` to get the next page; absent on the last page. */
  readonly next?: string;
}

/** Makes a page of `rows`, which the caller has read with one row more than the limit. */
export function pageOf<T>(rows: readonly T[], limit: number, placeOf: (last: T) => readonly unknown[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, next: encodePlace(placeOf(last)) };
}

/** So few courts are read as quickly without a sample. */
const fewCourts = 4;

/**
 * A list over many courts first reads a few rows of each court. A page of all rows ends no later than a page of these
 * rows alone, so each court is then read only up to that place. Returns the number of rows of a court to read first,
 * together about two pages; 0 for a list that needs no such sample.
 */
export const sampleSize = (rows: number, courts: readonly string[] = []): number =>
  courts.length <= fewCourts ? 0 : Math.ceil((2 * rows) / courts.length);

/** Encodes the sort key of a page's last item as the `next` of that page. */
export const encodePlace = (place: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** Decodes `after` to the sort key after which the page starts; an empty list for the first page. */
export function placeIn(after: string | undefined): readonly unknown[] {
  return after === undefined ? [] : (readPlace(after) ?? []);
}

/** The numbers of columns that a list may be ordered by. */
export const placeSizes = [1, 2, 3, 4] as const;
export type PlaceSize = (typeof placeSizes)[number];

/** Tells whether `after` is a sort key of `size` columns, of which the first has a value. */
export function isPlace(after: string, size: PlaceSize): boolean {
  const place = readPlace(after);
  return place?.length === size && place[0] !== null;
}

function readPlace(after: string): readonly unknown[] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    const isKey = Array.isArray(place) && place.every((value) => value === null || typeof value !== 'object');
    return isKey ? place : undefined;
  } catch {
    return undefined;
  }
}
