// The search attributes that the workflow writes must be known to the namespace before.
import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { searchAttributes } from '../workflows/contract.ts';

const types = {
  Keyword: proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  Double: proto.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE,
};

/** Registers what is missing; safe to repeat. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { operatorService } = connection;
  const known = await operatorService.listSearchAttributes({ namespace }).catch(noListing);
  const missing = Object.entries(searchAttributes).filter(([name]) => !(name in (known.customAttributes ?? {})));
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, types[type]])),
  });
}

/** The time-skipping test server adds attributes but cannot list them. */
function noListing(error: { code?: number }): { customAttributes?: object } {
  const unimplemented = 12;
  if (error.code === unimplemented) return {};
  throw error;
}
