// Registers search attributes: the namespace must know them before a workflow writes them.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { searchAttributes } from '../protocol/search-attributes.ts';

const types = {
  Keyword: proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  Double: proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE,
};

/** Registers missing search attributes and waits until the whole server knows them; safe to repeat. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { operatorService } = connection;
  const known = await operatorService.listSearchAttributes({ namespace }).catch(noListing);
  const missing = Object.entries(searchAttributes).filter(([name]) => !(name in (known.customAttributes ?? {})));
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, types[type]])),
  });
  await untilKnown(connection, namespace);
}

const mostLooks = 120;

/**
 * Waits until the server has reloaded its namespaces, which it does every few seconds; before that it refuses every
 * start with the new attributes.
 */
async function untilKnown({ workflowService }: Connection, namespace: string): Promise<void> {
  const query = Object.keys(searchAttributes)
    .map((name) => `${name} is null`)
    .join(' and ');
  for (let looks = 1; ; looks++) {
    try {
      await workflowService.countWorkflowExecutions({ namespace, query });
      return;
    } catch (error) {
      const { code } = error as { code?: number };
      if (code === unimplemented) return;
      if (code !== invalidArgument || looks === mostLooks) throw error;
      await sleep(500);
    }
  }
}

const invalidArgument = 3;
const unimplemented = 12;

/** The time-skipping test server adds attributes but cannot list them. */
function noListing(error: { code?: number }): { customAttributes?: object } {
  if (error.code === unimplemented) return {};
  throw error;
}
