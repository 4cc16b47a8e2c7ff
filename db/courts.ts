// Courts and who is above whom.
import type { Queryable } from './pool.ts';

export interface Court {
  readonly code: string;
  readonly name: string;
  readonly superiorCode: string | null;
}

const select = 'select code, name, superior_code as "superiorCode" from court';

export async function listCourts(db: Queryable): Promise<Court[]> {
  const { rows } = await db.query<Court>(`${select} order by code`);
  return rows;
}

export async function findCourt(db: Queryable, code: string): Promise<Court | undefined> {
  const { rows } = await db.query<Court>(`${select} where code = $1`, [code]);
  return rows[0];
}

/** Codes of the court and of all below it; none for an unknown code. */
export async function courtsUnder(db: Queryable, code: string): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>(
    `with recursive under as (
       select code from court where code = $1
       union
       select court.code from court join under on court.superior_code = under.code
     )
     select code from under order by code`,
    [code],
  );
  return rows.map((row) => row.code);
}

/** Adds what is missing; a superior comes before those below it. */
export async function addCourts(tx: Queryable, courts: readonly Court[]): Promise<void> {
  for (const { code, name, superiorCode } of courts)
    await tx.query('insert into court (code, name, superior_code) values ($1, $2, $3) on conflict (code) do nothing', [
      code,
      name,
      superiorCode,
    ]);
}
