// Thrown messages and signals. A message is correlated by name and key, and kept for its time to live while no instance
// waits for it.
import type { Variables } from '../event.ts';
import type { Element } from '../graph.ts';
import { complete } from '../lifecycle.ts';
import { say } from '../messages.ts';
import { findElement, type Run, sourceOf } from '../run.ts';
import { textIn } from './expressions.ts';
import { IncidentError } from './incidents.ts';
import { withinLimit } from './sizes.ts';
import { receiveSignal } from './triggering.ts';

/** Time for which a message waits for its receiver, unless the model states another (zeebe:property `timeToLive`). */
const usualTimeToLive = 'P30D';

export function publish(run: Run, element: Element, key: number): void {
  const { event } = element;
  if (event?.type !== 'message')
    throw new IncidentError('message', say('incident.noMessage', { id: element.id, name: element.name }));
  run.commands.push({
    type: 'publish',
    ...sourceOf(element, key),
    messageName: textIn(run, key, event.name, element, 'messageName'),
    correlationKey: textIn(run, key, event.correlationKey ?? '', element, 'correlationKey'),
    timeToLive: event.timeToLive ?? usualTimeToLive,
    variables: thrownVariables(run, element, key),
  });
  complete(run, key);
}

/**
 * Listeners within the instance receive the signal at once, before the thrower continues (BPMN 2.0.2 §10.5.1); other
 * instances receive it from the shell.
 */
export function broadcast(run: Run, element: Element, key: number): void {
  const { event } = element;
  if (event?.type !== 'signal')
    throw new IncidentError('message', say('incident.noSignal', { id: element.id, name: element.name }));
  const signalName = textIn(run, key, event.name, element, 'signalName');
  const variables = thrownVariables(run, element, key);
  run.commands.push({ type: 'broadcast', ...sourceOf(element, key), signalName, variables });
  receiveSignal(run, signalName, variables);
  complete(run, key);
}

/** Only variables that its input mappings choose leave its scope. */
export const thrownVariables = (run: Run, element: Element, key: number): Variables =>
  element.inputs ? withinLimit(findElement(run, key)!.variables ?? {}, element) : {};
