// `npm run bpmn -- run`: the trace of a played scenario, one line an event, and its result.
import { inBoth } from '../../engine/catalogue.ts';
import { say } from './messages.ts';
import type { Played } from './scenario.ts';

/** Filters of the trace; an absent filter lets every line pass. */
export interface Filters {
  readonly element?: string;
  readonly instance?: string;
  readonly event?: string;
}

/** Keeps the lines that match each of the filters that are given. */
export function filtered(trace: Played['trace'], filters: Filters): Played['trace'] {
  const passes = (filter: string | undefined, found: string) =>
    filter === undefined || filter.split(',').includes(found);
  return trace.filter(
    ({ element, instance, event }) =>
      passes(filters.element, element) && passes(filters.instance, instance) && passes(filters.event, event),
  );
}

export function formatPlayed({ trace, status, variables, open, joins, incidents, stopped }: Played): string {
  const lines = trace.map(({ at, instance, element, name, type, event, data }) =>
    [at, instance, element, type, event, ...(name ? [`“${name}”`] : []), ...(data ? [JSON.stringify(data)] : [])].join(
      '  ',
    ),
  );
  return [
    ...lines,
    '',
    `${titled('played.status')}: ${status}${stopped ? ` (${inBoth(say('played.stopped'))})` : ''}`,
    `${titled('played.variables')}: ${JSON.stringify(variables)}`,
    ...(open.length > 0 ? [`${titled('played.open')}: ${open.join(', ')}`] : []),
    ...joins.map(({ element, arrived, awaited }) => {
      const waits = say('played.joinWaits', { arrived: arrived.join(', '), awaited: awaited.join(', ') });
      return `${titled('played.join')} ${element}: ${inBoth(waits)}`;
    }),
    ...incidents.map(
      ({ element, message, messageZh }) =>
        `${titled('played.incident')} ${element}: ${inBoth({ zh: messageZh, en: message })}`,
    ),
  ].join('\n');
}

type Title = 'played.status' | 'played.variables' | 'played.open' | 'played.join' | 'played.incident';

const titled = (title: Title): string => inBoth(say(title));
