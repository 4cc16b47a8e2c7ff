// models/messages and the models agree: the described messages are those that the models wait for, and
// docs/generated/case-messages.md lists them.
import { expect, test } from '@jest/globals';
import { citations } from '../../law/citation-text.ts';
import { internalMessages, messages } from '../../registry/messages.ts';
import { messageTable } from '../../tools/pages/message-table.ts';
import { loadModels } from '../../tools/simulate/court.ts';
import { expectPage } from '../support/pages.ts';

const throwing = ['endEvent', 'intermediateThrowEvent', 'sendTask'];

/** By message name, the citations of the elements that wait for it. */
async function awaited(): Promise<Map<string, readonly string[]>> {
  const elements = [...(await loadModels()).values()].flatMap(({ graph }) => Object.values(graph.elements));
  const catching = elements.filter(({ type, event }) => event?.type === 'message' && !throwing.includes(type));
  return new Map(
    catching.map(({ event, properties }) => [
      event?.type === 'message' ? String(event.name) : '',
      citations(properties?.['legalBasis'] ?? ''),
    ]),
  );
}

test('every message that the models wait for is described or marked as internal, and no other is (docs/modelling.md)', async () => {
  const listed = [...messages, ...internalMessages].map(({ name }) => name);

  expect(listed.toSorted()).toEqual([...(await awaited()).keys()].toSorted());
});

test('a message cites the law of the element that receives it (docs/modelling.md)', async () => {
  const basis = await awaited();

  for (const { name, legalBasis } of messages) expect([name, legalBasis]).toEqual([name, basis.get(name)]);
});

test('the page of messages agrees with their descriptions: WRITE_DOCS=1 npm test -- tests/models/messages', () => {
  expectPage('docs/generated/case-messages.md', messageTable());
});
