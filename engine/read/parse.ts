// Parses the text of a BPMN file into moddle's object tree.
import type { Bilingual } from '../catalogue.ts';
import { faultAt } from '../fault.ts';
import { oneLine } from '../xml-reasons.ts';
import { type ById, type Complaint, complain, unparsable } from './complaints.ts';
import { scan } from './guard.ts';
import { unspell } from './ids.ts';
import { say } from './messages.ts';
import { newParser } from './metamodel.ts';
import { fault, type Reading, type Tag } from './tree.ts';

export async function parse(xml: string, isSketch: boolean): Promise<{ reading: Reading; root?: Tag }> {
  const { lines, text, refused } = scan(xml);
  const reading: Reading = { lines, faults: [], isSketch, messageFlows: new Map(), globalTasks: new Map() };
  if (refused) {
    reading.faults.push(faultAt('', refused.line, refused.reason));
    return { reading };
  }
  try {
    const { moddle, repetitions } = newParser();
    const { rootElement, warnings, elementsById } = await moddle.fromXML(text);
    const root = rootElement as Tag;
    for (const tag of Object.values(elementsById as ById)) (tag as { id: string }).id = unspell(tag.id!);
    for (const warning of warnings as readonly Complaint[]) complain(warning, root, elementsById as ById, reading);
    for (const { tag, property } of repetitions)
      if (tag.$type.startsWith('bpmn:') || tag.$type.startsWith('zeebe:'))
        fault(reading, tag, say('read.twice', { property }));
    for (const found of reading.faults)
      Object.assign(found, { reason: unspell(found.reason), reasonZh: unspell(found.reasonZh) });
    return { reading, root };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const root = /<[^!?/][^>]*>/.exec(text)?.[0];
    const found = root === undefined ? undefined : unparsable(message);
    reading.faults.push(faultAt('', found?.line, found?.reason ?? notBpmn(root)));
    return { reading };
  }
}

/** Names the root of a file in another language, or in another version of BPMN. */
function notBpmn(root: string | undefined): Bilingual {
  return root ? say('read.notBpmn', { found: oneLine(root).slice(0, 200) }) : say('read.noXml');
}
