// Parses the text of a BPMN file into moddle's object tree.
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { Bilingual } from '../catalogue.ts';
import { faultAt } from '../fault.ts';
import { type ById, type Complaint, complain, oneLine, unparsable } from './complaints.ts';
import { scan } from './guard.ts';
import { unspell } from './ids.ts';
import { say } from './messages.ts';
import type { Reading, Tag } from './tree.ts';

export async function parse(xml: string, isSketch: boolean): Promise<{ reading: Reading; root?: Tag }> {
  const { lines, text, refused } = scan(xml);
  const reading: Reading = { lines, faults: [], isSketch, messageFlows: new Map() };
  if (refused) {
    reading.faults.push(faultAt('', refused.line, refused.reason));
    return { reading };
  }
  try {
    const { rootElement, warnings, elementsById } = await new BpmnModdle({ zeebe }).fromXML(text);
    const root = rootElement as Tag;
    for (const tag of Object.values(elementsById as ById)) (tag as { id: string }).id = unspell(tag.id!);
    for (const warning of warnings as readonly Complaint[]) complain(warning, root, elementsById as ById, reading);
    for (const found of reading.faults)
      Object.assign(found, { reason: unspell(found.reason), reasonZh: unspell(found.reasonZh) });
    return { reading, root };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const found = unparsable(message);
    reading.faults.push(faultAt('', found?.line, found?.reason ?? say('read.notBpmn', { found: rootIn(text) })));
    return { reading };
  }
}

/** The root of a file in another language, or in another version of BPMN. */
function rootIn(text: string): string | Bilingual {
  const root = /<[^!?/][^>]*>/.exec(text)?.[0];
  return root ? oneLine(root).slice(0, 200) : say('read.noXml');
}
