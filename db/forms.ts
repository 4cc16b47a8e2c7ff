// Deployed forms of user tasks (table `form`). A process names a form by its id and always gets the newest version.
import type { Queryable } from './pool.ts';

export interface NewForm {
  readonly id: string;
  readonly content: string;
}

/** Inserts a new version unless the newest one has the same content. */
export function deployForm(tx: Queryable, { id, content }: NewForm, deployedBy: string): Promise<unknown> {
  return tx.query(
    `insert into form (id, version, content, deployed_by)
     select $1, coalesce(max(version), 0) + 1, $2, $3 from form where id = $1
     having (array_agg(content order by version desc))[1] is distinct from $2`,
    [id, content, deployedBy],
  );
}

/** Ids of all deployed forms. */
export async function formIds(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>('select distinct id from form');
  return rows.map(({ id }) => id);
}

/** Content (form-js JSON) of the newest version; undefined when no form has the id. */
export async function readFormContent(db: Queryable, id: string): Promise<string | undefined> {
  const { rows } = await db.query<{ content: string }>({
    name: 'read-form',
    text: 'select content from form where id = $1 order by version desc limit 1',
    values: [id],
  });
  return rows[0]?.content;
}
