// Changes of `workflows/` and `engine/` under running cases. From the first tagged release on:
// - A change that issues other Temporal commands for the same events, or reads another form of the state, gets an
//   entry here with the next number. The old behavior stays beside the new one behind Temporal's
//   `patched('change-<number>')`.
// - Each entry names a history recorded by the release before (tests/histories/); all of them are replayed by
//   tests/workflows/replay.test.ts.
// - An entry is deleted when no case of that release runs any more; its number is never used again.
// - Database migrations only go forward: a file in db/migrations/ that was released is never edited.

export interface Change {
  /** 1, 2, 3 …, never reused. */
  readonly number: number;
  /** The first release with the new behavior. */
  readonly release: string;
  readonly reason: string;
  /** File in tests/histories/, recorded by the release before. */
  readonly history: string;
}

/** No release is tagged yet, so nothing needs to stay compatible. */
export const changes: readonly Change[] = [];
