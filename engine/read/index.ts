// BPMN 2.0 XML -> graphs. Everything that cannot be executed is a fault with element, line and reason; all faults are
// reported at once.
import type { Fault } from '../fault.ts';
import type { Graph } from '../graph.ts';
import { refuseExtensions } from './extensions.ts';
import { elementName, say } from './messages.ts';
import { parse } from './parse.ts';
import { readProcess } from './process.ts';
import { fault, many, one, type Tag } from './tree.ts';

export interface ReadResult {
  readonly graphs: readonly Graph[];
  readonly faults: readonly Fault[];
}

export interface ReadOptions {
  /**
   * Accepts drafts: a timer without a time or a condition without an expression waits until it is triggered by hand.
   */
  readonly isSketch?: boolean;
}

/** Needs neither a diagram nor `incoming`/`outgoing`. Never throws, whatever the text contains. */
export async function read(xml: string, { isSketch = false }: ReadOptions = {}): Promise<ReadResult> {
  const { reading, root } = await parse(xml, isSketch);
  const { faults } = reading;
  if (!root) return { graphs: [], faults };
  if (root.$type !== 'bpmn:Definitions') {
    fault(reading, root, say('read.root', { found: elementName(root.$type) }));
    return { graphs: [], faults };
  }
  for (const collaboration of many(root, 'rootElements').filter(({ $type }) => $type === 'bpmn:Collaboration'))
    for (const flow of many(collaboration, 'messageFlows')) {
      const [source, target] = [one(flow, 'sourceRef')?.id, one(flow, 'targetRef')?.id];
      if (source && target) reading.messageFlows.set(source, target);
    }
  const shared = many(root, 'rootElements').filter(({ $type }) => $type === 'bpmn:Message');
  for (const message of shared) refuseExtensions(message, reading);
  const processes = executable(many(root, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process'));
  if (processes.length === 0) fault(reading, root, say('read.noProcess'));
  const graphs = processes.map((process) => {
    refuseExtensions(process, reading);
    return readProcess(process, reading);
  });
  return { graphs: faults.length > 0 ? [] : graphs, faults };
}

/**
 * A process not marked executable, beside marked ones, shows a partner's view. Plain BPMN omits the flag everywhere.
 */
function executable(processes: readonly Tag[]): readonly Tag[] {
  const flagged = processes.filter((process) => process['isExecutable'] === true);
  if (flagged.length > 0) return flagged;
  return processes.filter((process) => many(process, 'flowElements').length > 0);
}
