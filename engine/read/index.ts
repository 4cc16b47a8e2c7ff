// BPMN 2.0 XML -> graphs. Whatever cannot be executed is a fault with element, line and reason; all faults at once.
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { Fault, Graph } from '../graph.ts';
import { guard } from './guard.ts';
import type { ModdleElement } from './moddle.ts';
import { readProcess } from './process.ts';

export interface ReadResult {
  readonly graphs: readonly Graph[];
  readonly faults: readonly Fault[];
}

/** Works without a diagram and without `incoming`/`outgoing`. Never throws for what the text contains. */
export async function read(xml: string): Promise<ReadResult> {
  const refused = guard(xml);
  if (refused) return { graphs: [], faults: [{ elementId: '', reason: refused }] };
  let definitions: ModdleElement;
  try {
    const parsed = await new BpmnModdle({ zeebe }).fromXML(xml);
    definitions = parsed.rootElement as ModdleElement;
  } catch (error) {
    return {
      graphs: [],
      faults: [
        { elementId: '', reason: `Expected BPMN 2.0 XML: ${error instanceof Error ? error.message : String(error)}` },
      ],
    };
  }
  const faults: Fault[] = [];
  const lineOf = lines(xml);
  const processes = (definitions.rootElements ?? []).filter((element) => element.$type === 'bpmn:Process');
  const executable = processes.filter((process) => process.isExecutable !== false || processes.length === 1);
  const graphs = executable.map((process) => readProcess(process, { faults, lineOf }));
  if (graphs.length === 0)
    faults.push({ elementId: definitions.id ?? '', reason: 'Expected at least one executable process in the file.' });
  return { graphs: faults.length > 0 ? [] : graphs, faults };
}

/** Line of each id, from one pass over the text: the parser keeps none. */
function lines(xml: string): (id: string) => number | undefined {
  const found = new Map<string, number>();
  let line = 1;
  let from = 0;
  for (const match of xml.matchAll(/\sid="([^"]*)"/g)) {
    for (let at = xml.indexOf('\n', from); at !== -1 && at < match.index; at = xml.indexOf('\n', at + 1)) line++;
    from = match.index;
    if (!found.has(match[1]!)) found.set(match[1]!, line);
  }
  return (id) => found.get(id);
}
