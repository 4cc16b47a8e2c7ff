import { expect, test } from '@jest/globals';
import { readDocumentation } from '../../../engine/read/documentation.ts';
import { read } from '../../../engine/read/index.ts';
import { definitions, sketch, tag } from '../support/sketch.ts';

test('instructions are read in both languages, and are no property that each record would repeat', async () => {
  const properties =
    '<zeebe:property name="legalBasis" value="CPL#1" /><zeebe:property name="instructionsEn" value="Decide." />';
  const inside = `<documentation>决定是否准许。</documentation><extensionElements><zeebe:properties>${properties}</zeebe:properties></extensionElements>`;
  const other = tag('userTask', 'u2', '<documentation>登记。</documentation>');
  const xml = definitions({ p: sketch('s>u u>u2 u2>e', `${tag('userTask', 'u', inside)}${other}`) });

  const { graphs } = await read(xml, { isSketch: true });

  expect(await readDocumentation(xml)).toEqual({ u: { zh: '决定是否准许。', en: 'Decide.' }, u2: { zh: '登记。' } });
  expect(graphs[0]!.elements['u']!.properties).toEqual({ legalBasis: 'CPL#1' });
});
