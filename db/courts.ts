// The courts that use the system, each with its superior court (table `court`).
import type { Queryable } from './pool.ts';

export interface Court {
  /** Code as in case numbers: 冀0102. */
  readonly code: string;
  readonly name: string;
  readonly superiorCode: string | null;
}

/** Inserts the courts, or updates them by their codes. */
export async function deployCourts(tx: Queryable, courts: readonly Court[]): Promise<void> {
  await tx.query(
    `insert into court (code, name, superior_code)
     select code, name, "superiorCode" from jsonb_to_recordset($1::jsonb) as c(code text, name text, "superiorCode" text)
     on conflict (code) do update set name = excluded.name, superior_code = excluded.superior_code
     where (court.name, court.superior_code) is distinct from (excluded.name, excluded.superior_code)`,
    [JSON.stringify(courts)],
  );
}

/** All courts, by code. */
export async function listCourts(db: Queryable): Promise<Court[]> {
  const { rows } = await db.query<Court>('select code, name, superior_code as "superiorCode" from court order by code');
  return rows;
}

/** The court; undefined when none has the code. */
export async function readCourt(db: Queryable, code: string): Promise<Court | undefined> {
  const { rows } = await db.query<Court>(
    'select code, name, superior_code as "superiorCode" from court where code = $1',
    [code],
  );
  return rows[0];
}

/** Codes of the court and of all courts below it; an empty list for an unknown code. */
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
