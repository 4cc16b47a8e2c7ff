// Bound versions. A call or a decision with the binding `deployment` uses the version that was deployed together with
// its process, so a change of either makes a new version of that process. The binding `versionTag` uses the version
// with that tag.
import type { Decision } from '../engine/dmn/index.ts';
import type { ModelRef } from '../protocol/start.ts';
import type { Queryable } from './pool.ts';

interface Target {
  readonly kind: 'process' | 'decision';
  readonly id: string;
  readonly version: number;
}

/** Inserts the versions that the process was deployed with. */
export async function insertBindings(tx: Queryable, ref: ModelRef, targets: readonly Target[]): Promise<void> {
  await tx.query(
    `insert into deployed_with (process_id, version, target_kind, target_id, target_version)
     select $1, $2, kind, id, version from jsonb_to_recordset($3::jsonb) as target(kind text, id text, version integer)
     on conflict do nothing`,
    [ref.processId, ref.version, JSON.stringify(targets)],
  );
}

/** The version of the process `targetId` that was deployed together with the process. */
export async function modelDeployedWith(
  db: Queryable,
  { processId, version }: ModelRef,
  targetId: string,
): Promise<ModelRef | undefined> {
  const { rows } = await db.query<ModelRef>(
    `select m.process_id as "processId", m.version, m.hash from deployed_with w
     join process_model m on m.process_id = w.target_id and m.version = w.target_version
     where w.process_id = $1 and w.version = $2 and w.target_kind = 'process' and w.target_id = $3`,
    [processId, version, targetId],
  );
  return rows[0];
}

/** All decisions that were deployed together with the process, in their versions of that time. */
export async function decisionsDeployedWith(
  db: Queryable,
  { processId, version }: ModelRef,
): Promise<readonly Decision[]> {
  const { rows } = await db.query<{ decisions: readonly Decision[] }>(
    `select m.decisions from deployed_with w
     join decision_model m on m.definitions_id = w.target_id and m.version = w.target_version
     where w.process_id = $1 and w.version = $2 and w.target_kind = 'decision'`,
    [processId, version],
  );
  return rows.flatMap(({ decisions }) => decisions);
}

/**
 * Decisions with the tag, each from the newest file version in which it has the tag, with all decisions of that file.
 */
export async function decisionsTagged(
  db: Queryable,
  versionTag: string,
): Promise<readonly { readonly id: string; readonly decisions: readonly Decision[] }[]> {
  const { rows } = await db.query<{ id: string; decisions: readonly Decision[] }>(
    `select distinct on (tagged.id) tagged.id, decisions from decision_model
     cross join lateral jsonb_to_recordset(decisions) as tagged(id text, "versionTag" text)
     where tagged."versionTag" = $1 order by tagged.id, deployed_at desc, version desc`,
    [versionTag],
  );
  return rows;
}

/** Every tag that a deployed decision has had. */
export async function tagsOfDecisions(db: Queryable): Promise<readonly Pick<Decision, 'id' | 'versionTag'>[]> {
  const { rows } = await db.query<{ id: string; versionTag: string }>(
    `select distinct tagged.id, tagged."versionTag" from decision_model
     cross join lateral jsonb_to_recordset(decisions) as tagged(id text, "versionTag" text)
     where tagged."versionTag" is not null`,
  );
  return rows;
}
