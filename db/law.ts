// The full texts of the laws (table `law_text`). The operator imports them from a folder; the product contains none.
import type { LawText } from '../law/texts.ts';
import type { Queryable } from './pool.ts';

/** Inserts missing articles and returns their number. An article that is there already does not change. */
export async function importLawTexts(db: Queryable, texts: readonly LawText[]): Promise<number> {
  const { rowCount } = await db.query(
    `insert into law_text (law_id, version_date, article, body)
     select "lawId", "versionDate", article, body
     from jsonb_to_recordset($1::jsonb) as t("lawId" text, "versionDate" date, article text, body text)
     on conflict (law_id, version_date, article) do nothing`,
    [JSON.stringify(texts)],
  );
  return rowCount ?? 0;
}

/**
 * The article's text in the version with that date of adoption; undefined when the texts were not imported.
 */
export async function readArticle(
  db: Queryable,
  { lawId, version, article }: { readonly lawId: string; readonly version: string; readonly article: string },
): Promise<string | undefined> {
  const { rows } = await db.query<{ body: string }>(
    'select body from law_text where law_id = $1 and version_date = $2 and article = $3',
    [lawId, version, article],
  );
  return rows[0]?.body;
}
