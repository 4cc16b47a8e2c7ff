// Measures every statement that the product's own functions send: a handle of the database that runs one statement at a
// time, with its text, values and time.
import type { Queryable } from '../../db/pool.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Between sending the statement and the parsed answer. */
  readonly milliseconds: number;
}

export interface Recorder {
  readonly db: Queryable;
  /** The statements since the last call. */
  take(): Statement[];
}

export function recorder(on: Queryable): Recorder {
  let statements: Statement[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const run = async (asked: string | { readonly text: string; readonly values?: unknown[] }, given?: unknown[]) => {
    const { text, values = [] } = typeof asked === 'string' ? { text: asked, values: given } : asked;
    const startedAt = performance.now();
    const answer = await on.query(asked as string, given);
    statements.push({ text, values, milliseconds: performance.now() - startedAt });
    return answer;
  };
  const query = (...asked: Parameters<typeof run>) => {
    const answer = turn.then(() => run(...asked));
    turn = answer.catch(() => undefined);
    return answer;
  };
  return {
    db: { query: query as Queryable['query'] },
    take: () => {
      const taken = statements;
      statements = [];
      return taken;
    },
  };
}
