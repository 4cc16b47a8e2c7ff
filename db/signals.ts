// BPMN signals between instances (table `signal_subscription`): broadcast to every instance that is subscribed at that
// moment, never buffered.
import type { Variables } from '../engine/event.ts';
import type { SignalDelivery } from '../protocol/signals.ts';
import type { Queryable } from './pool.ts';

export interface NewSignalSubscription {
  readonly key: number;
  readonly signalName: string;
}

/** Closes and opens subscriptions of an instance; the keys are those of its element instances. */
export async function updateSignalSubscriptions(
  tx: Queryable,
  workflowId: string,
  { closed, opened }: { readonly closed: readonly number[]; readonly opened: readonly NewSignalSubscription[] },
): Promise<void> {
  if (closed.length > 0)
    await tx.query('delete from signal_subscription where workflow_id = $1 and key = any($2)', [workflowId, closed]);
  if (opened.length > 0)
    await tx.query(
      `insert into signal_subscription (workflow_id, key, signal_name)
       select $1, * from unnest($2::integer[], $3::text[]) on conflict do nothing`,
      [workflowId, opened.map(({ key }) => key), opened.map(({ signalName }) => signalName)],
    );
}

/** Deliveries to the other subscribed instances. The engine has already delivered within the sender. */
export async function signalDeliveries(
  tx: Queryable,
  sender: string,
  sent: readonly { readonly signalName: string; readonly variables: Variables }[],
): Promise<SignalDelivery[]> {
  const { rows } = await tx.query<{ workflowId: string; signalName: string }>(
    `select distinct workflow_id as "workflowId", signal_name as "signalName" from signal_subscription
     where signal_name = any($1) and workflow_id <> $2 order by 1`,
    [sent.map(({ signalName }) => signalName), sender],
  );
  return sent.flatMap(({ signalName, variables }) =>
    rows
      .filter((row) => row.signalName === signalName)
      .map(({ workflowId }) => ({ workflowId, signalName, variables })),
  );
}
