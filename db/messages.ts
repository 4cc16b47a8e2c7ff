// Messages between instances, from agencies and from the API, correlated by name and key (tables `message` and
// `message_subscription`). In the order published, each message is received once, by a subscription or by the processes
// that it starts (process-starts.ts). An advisory lock per (name, key) ensures that no message is lost between
// publishing and subscribing.
import type { Actor, Variables } from '../engine/event.ts';
import type { Queryable } from './pool.ts';
import {
  bufferedStarts,
  lockForStart,
  type ProcessStart,
  type StartContext,
  startByMessages,
} from './process-starts.ts';

export interface NewMessage {
  /** The publisher's id; a repetition changes nothing. */
  readonly id: string;
  /** The case in which it is published. */
  readonly caseId: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly variables: Variables;
  readonly actor?: Actor;
  /** Legal time. */
  readonly publishedAt: string;
  /** Legal time until which the message is buffered; null: without limit. */
  readonly expiresAt: string | null;
}

export interface NewSubscription {
  readonly workflowId: string;
  readonly key: number;
  readonly messageName: string;
  readonly correlationKey: string;
}

export interface ClosedSubscription {
  readonly workflowId: string;
  readonly key: number;
  /**
   * `correlated`: its message has arrived. `terminated`: a message on its way goes to the next waiting subscription.
   */
  readonly reason: 'correlated' | 'terminated';
}

/** A message on its way to the subscription that it was matched with. */
export interface Delivery {
  readonly workflowId: string;
  readonly key: number;
  readonly messageId: string;
  readonly messageName: string;
  readonly variables: Variables;
  readonly actor: Actor | null;
}

export interface Correlation extends StartContext {
  readonly close?: readonly ClosedSubscription[];
  readonly open?: readonly NewSubscription[];
  readonly publish?: readonly NewMessage[];
}

/** Deliveries and starts that the caller carries out after the commit. */
export interface Correlated {
  readonly deliveries: readonly Delivery[];
  readonly starts: readonly ProcessStart[];
}

/**
 * Closes and opens subscriptions, publishes messages, then matches buffered messages with waiting subscriptions. Call
 * it in a transaction that has locked the case.
 */
export async function correlate(
  tx: Queryable,
  { close = [], open = [], publish = [], ...where }: Correlation,
): Promise<Correlated> {
  const buffered = where.endedOrResumed === undefined ? [] : await bufferedStarts(tx, where.caseId);
  if (close.length + open.length + publish.length + buffered.length === 0) return { deliveries: [], starts: [] };
  const pairs = await lockPairs(tx, close, [...open, ...publish, ...buffered]);
  const closed = close.length > 0 && closeSubscriptions(tx, close, where.at);
  const opened = open.length > 0 && openSubscriptions(tx, open, where.at);
  const inserted = publish.length > 0 && insertMessages(tx, publish);
  const [deliveries] = await Promise.all([match(tx, pairs, where.at), closed, opened, inserted]);
  const isAnyLeft = publish.length + buffered.length > 0 || close.some(({ reason }) => reason === 'terminated');
  return { deliveries, starts: isAnyLeft ? await startByMessages(tx, pairs, where) : [] };
}

export interface Publication {
  /** `repeated`: a message with this id was published before; nothing is done. */
  readonly outcome: 'delivered' | 'started' | 'buffered' | 'repeated';
  readonly delivery?: Delivery;
  readonly starts: readonly ProcessStart[];
}

/** Publishes one message from outside: an agency's answer or a person's submission. */
export async function publishMessage(tx: Queryable, message: NewMessage): Promise<Publication> {
  await lockForStart(tx, message.caseId, message.messageName);
  await lockPairs(tx, [], [message]);
  const { rowCount } = await tx.query('select 1 from message where id = $1', [message.id]);
  if (rowCount !== 0) return { outcome: 'repeated', starts: [] };
  const { caseId, publishedAt: at } = message;
  const { deliveries, starts } = await correlate(tx, { publish: [message], caseId, at });
  const delivery = deliveries.find(({ messageId }) => messageId === message.id);
  if (delivery) return { outcome: 'delivered', delivery, starts };
  const { rows } = await tx.query<{ isReceived: boolean }>(
    'select workflow_id is not null as "isReceived" from message where id = $1',
    [message.id],
  );
  return { outcome: rows[0]!.isReceived ? 'started' : 'buffered', starts };
}

/** Messages whose receiver has not committed the step that receives them; the sweeper signals them again. */
export async function undeliveredMessages(
  db: Queryable,
  { olderThanSeconds = 10, limit = 100 } = {},
): Promise<Delivery[]> {
  const { rows } = await db.query<Delivery>(
    `select ${deliveryColumns} from message
     where workflow_id is not null and delivered_at is null and matched_at < now() - make_interval(secs => $1)
     order by position limit $2`,
    [olderThanSeconds, limit],
  );
  return rows;
}

export interface Pair {
  readonly messageName: string;
  readonly correlationKey: string;
}

/** Locks all pairs, including those of closing subscriptions, in one fixed order, which prevents deadlocks. */
async function lockPairs(
  tx: Queryable,
  close: readonly ClosedSubscription[],
  touched: readonly Pair[],
): Promise<Pair[]> {
  const { rows } = await tx.query<Pair>({
    name: 'lock-pairs',
    text: `select message_name as "messageName", correlation_key as "correlationKey",
        pg_advisory_xact_lock(hashtextextended(message_name || chr(31) || correlation_key, 0))::text
      from (
        select * from unnest($1::text[], $2::text[]) as touched(message_name, correlation_key)
        union
        select message_name, correlation_key from message_subscription
        join unnest($3::text[], $4::integer[]) as closed(workflow_id, key) using (workflow_id, key)
        order by 1, 2
      ) as pair`,
    values: [
      touched.map((pair) => pair.messageName),
      touched.map((pair) => pair.correlationKey),
      close.map(({ workflowId }) => workflowId),
      close.map(({ key }) => key),
    ],
  });
  return rows;
}

function closeSubscriptions(tx: Queryable, close: readonly ClosedSubscription[], at: string) {
  return tx.query({
    name: 'close-subscriptions',
    text: `with closed as (
        delete from message_subscription s using unnest($1::text[], $2::integer[], $3::text[]) as c(workflow_id, key, reason)
        where s.workflow_id = c.workflow_id and s.key = c.key returning s.message_id, c.reason
      )
      update message m set
        delivered_at = case closed.reason when 'correlated' then $4::timestamptz end,
        workflow_id = case closed.reason when 'correlated' then m.workflow_id end,
        key = case closed.reason when 'correlated' then m.key end
      from closed where m.id = closed.message_id`,
    values: [
      close.map(({ workflowId }) => workflowId),
      close.map(({ key }) => key),
      close.map(({ reason }) => reason),
      at,
    ],
  });
}

function openSubscriptions(tx: Queryable, open: readonly NewSubscription[], at: string) {
  return tx.query({
    name: 'open-subscriptions',
    text: `insert into message_subscription (workflow_id, key, message_name, correlation_key, opened_at)
      select workflow_id, key, message_name, correlation_key, $5
      from unnest($1::text[], $2::integer[], $3::text[], $4::text[]) as s(workflow_id, key, message_name, correlation_key)`,
    values: [
      open.map(({ workflowId }) => workflowId),
      open.map(({ key }) => key),
      open.map(({ messageName }) => messageName),
      open.map(({ correlationKey }) => correlationKey),
      at,
    ],
  });
}

function insertMessages(tx: Queryable, messages: readonly NewMessage[]) {
  return tx.query({
    name: 'insert-messages',
    text: `insert into message (id, case_id, message_name, correlation_key, variables, actor, published_at, expires_at)
      select id, "caseId", "messageName", "correlationKey", variables, actor, "publishedAt", "expiresAt"
      from jsonb_to_recordset($1::jsonb) as m(id text, "caseId" uuid, "messageName" text, "correlationKey" text, variables jsonb, actor jsonb,
        "publishedAt" timestamptz, "expiresAt" timestamptz)
      on conflict (id) do nothing`,
    values: [JSON.stringify(messages)],
  });
}

const deliveryColumns = `workflow_id as "workflowId", key, id as "messageId", message_name as "messageName", variables, actor`;

/**
 * Matches the first buffered message with the first waiting subscription, the second with the second, and so on; one
 * message each.
 */
async function match(tx: Queryable, pairs: readonly Pair[], at: string): Promise<Delivery[]> {
  const { rows } = await tx.query<Delivery>({
    name: 'match-messages',
    text: `with pair as (
        select * from unnest($1::text[], $2::text[]) as p(message_name, correlation_key)
      ), waiting as (
        select workflow_id, key, message_name, correlation_key,
          row_number() over (partition by message_name, correlation_key order by opened_at, workflow_id, key) as turn
        from message_subscription join pair using (message_name, correlation_key) where message_id is null
      ), buffered as (
        select id, message_name, correlation_key,
          row_number() over (partition by message_name, correlation_key order by position) as turn
        from message join pair using (message_name, correlation_key)
        where workflow_id is null and (expires_at is null or expires_at > $3)
      ), matched as (
        select id, workflow_id, key from waiting join buffered using (message_name, correlation_key, turn)
      ), occupied as (
        update message_subscription s set message_id = matched.id from matched
        where s.workflow_id = matched.workflow_id and s.key = matched.key
      )
      update message m set workflow_id = matched.workflow_id, key = matched.key, matched_at = now() from matched
      where m.id = matched.id
      returning m.workflow_id as "workflowId", m.key, m.id as "messageId", m.message_name as "messageName", m.variables, m.actor`,
    values: [pairs.map(({ messageName }) => messageName), pairs.map(({ correlationKey }) => correlationKey), at],
  });
  return rows;
}

/** The message that was published under the id. */
export async function readMessage(
  db: Queryable,
  id: string,
): Promise<Pick<NewMessage, 'messageName' | 'correlationKey' | 'variables'> | undefined> {
  const { rows } = await db.query<Pick<NewMessage, 'messageName' | 'correlationKey' | 'variables'>>(
    'select message_name as "messageName", correlation_key as "correlationKey", variables from message where id = $1',
    [id],
  );
  return rows[0];
}
