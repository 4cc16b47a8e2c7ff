// Messages that a model sends: correlated by name and key, kept for their time to live when nobody waits yet.
import type { Element } from '../graph.ts';
import { complete } from '../lifecycle.ts';
import { findElement, type Run, sourceOf } from '../run.ts';
import { textIn } from './variables.ts';

/** How long a message waits for its receiver unless the model says otherwise. */
const usualTimeToLive = 'P30D';

export function publish(run: Run, element: Element, key: number): void {
  const event = element.event;
  if (event?.type === 'message') {
    run.commands.push({
      type: 'publish',
      ...sourceOf(element, key),
      messageName: textIn(run, key, event.name, element, 'the message name'),
      correlationKey: textIn(run, key, event.correlationKey ?? '', element, 'the correlation key'),
      timeToLive: event.timeToLive ?? usualTimeToLive,
      variables: element.inputs ? (findElement(run, key)!.variables ?? {}) : {},
    });
  }
  complete(run, key);
}
