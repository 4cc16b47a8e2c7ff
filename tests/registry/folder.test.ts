// The declarations inside the files count, not the folders; an id declared twice is refused with both files named.
import { expect, test } from '@jest/globals';
import { readTemplates } from '../../registry/documents.ts';
import { modelFiles, procedureOf } from '../../registry/folder.ts';
import { readMessages } from '../../registry/messages.ts';

test('models are found in every folder below, by their paths', () => {
  const names = modelFiles().map(({ name }) => name);

  expect(names).toContain('procedures/judicial-auction/judicial-auction.bpmn');
  expect(names).toContain('shared/forms/approval.form');
  expect(procedureOf('procedures/judicial-auction/forms/decide-terms.form')).toBe('judicial-auction');
  expect(procedureOf('shared/forms/approval.form')).toBeUndefined();
});

test("a template declares its document's type", () => {
  const templates = readTemplates([{ name: 'any.mustache', content: '{{! type: 通报函 }}\n{{addressee}}：\n' }]);

  expect([...templates]).toEqual([['通报函', '{{addressee}}：\n']]);
  expect(() => readTemplates([{ name: '通报函.mustache', content: '{{addressee}}：' }])).toThrow(
    '通报函.mustache: Expected',
  );
});

test('a document type is declared in one file only', () => {
  const content = '{{! type: 通报函 }}\n';

  expect(() =>
    readTemplates([
      { name: 'a.mustache', content },
      { name: 'b.mustache', content },
    ]),
  ).toThrow("Expected the document type '通报函' once; found it in a.mustache and b.mustache.");
});

test('a message is described in one file only, and its references are resolved', () => {
  const content = '{ "name": "clue", "variables": { "$ref": "thing.schema.json" } }';
  const files = [
    { name: 'messages/clue.json', content },
    { name: 'messages/thing.schema.json', content: '{ "type": "object" }' },
  ];

  expect(readMessages(files).messages).toEqual([{ name: 'clue', variables: { type: 'object' } }]);
  expect(() => readMessages([...files, { name: 'other/messages/clue.json', content }])).toThrow(
    "Expected the message 'clue' once; found it in messages/clue.json and other/messages/clue.json.",
  );
});
