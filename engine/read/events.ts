// Event definitions, and the places where BPMN allows them (BPMN 2.0.2 table 10.93).
import { forms, isTimerText } from '../behaviors/timers.ts';
import { type Bilingual, listed } from '../catalogue.ts';
import type { ConditionalFilter, EventDefinition } from '../graph.ts';
import { elementName, eventName, placeNames, say, timerForms, withArticle } from './messages.ts';
import type { Draft } from './process.ts';
import { body, extension, fault, many, one, present, type Reading, type Tag, text } from './tree.ts';

export type Place =
  | 'start of a process'
  | 'start of a sub-process'
  | 'start of an event sub-process'
  | 'intermediate catch'
  | 'intermediate throw'
  | 'boundary'
  | 'end';

const allowed: { readonly [place in Place]: readonly (EventDefinition['type'] | 'none')[] } = {
  'start of a process': ['none', 'message', 'timer', 'signal', 'conditional'],
  'start of a sub-process': ['none'],
  'start of an event sub-process': ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation'],
  'intermediate catch': ['message', 'timer', 'signal', 'conditional', 'link'],
  'intermediate throw': ['none', 'message', 'signal', 'escalation', 'compensation', 'link'],
  boundary: ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation', 'cancel'],
  end: ['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'cancel', 'terminate'],
};

/** Event types that may stand among several definitions of one event. */
const amongOthers = new Set<string>(['message', 'timer', 'signal', 'conditional', 'error', 'escalation']);

/** A catching event with several definitions waits for any one (BPMN 2.0.2 §10.5.1); see `multiple.ts`. */
export function caughtBy(tag: Tag, place: Place, reading: Reading): Pick<Draft, 'event' | 'alternatives'> {
  const definitions = definitionsOf(tag);
  if (definitions.length < 2 || tag['parallelMultiple'] === true)
    return present({ event: eventOf(tag, place, reading) });
  const alternatives = definitions.flatMap((definition) => readDefinition(tag, definition, place, reading) ?? []);
  const possible = allowed[place].filter((type) => amongOthers.has(type));
  for (const { type } of alternatives)
    if (!possible.includes(type))
      fault(reading, tag, say('read.severalEvents', { expected: namesOf(possible), found: eventName(type) }));
  return { event: alternatives[0]!, alternatives };
}

const definitionsOf = (tag: Tag): readonly Tag[] => [
  ...many(tag, 'eventDefinitions'),
  ...many(tag, 'eventDefinitionRef'),
];

export function eventOf(tag: Tag, place: Place, reading: Reading): EventDefinition | undefined {
  const definitions = definitionsOf(tag);
  if (definitions.length > 1) {
    fault(reading, tag, say(tag['parallelMultiple'] === true ? 'read.allOfSeveral' : 'read.throwsSeveral'));
    return undefined;
  }
  const [tagOfDefinition] = definitions;
  const isUndecided = reading.isSketch && !tagOfDefinition && (place === 'boundary' || place === 'intermediate catch');
  if (isUndecided) return { type: 'message', name: tag.id! };
  const definition = tagOfDefinition && readDefinition(tag, tagOfDefinition, place, reading);
  const type = definition?.type ?? 'none';
  if ((definition || !tagOfDefinition) && !allowed[place].includes(type))
    fault(
      reading,
      tag,
      say('read.eventHere', {
        place: placeNames[place],
        expected: namesOf(allowed[place]),
        found: eventName(type),
      }),
    );
  return definition;
}

function readDefinition(tag: Tag, definition: Tag, place: Place, reading: Reading): EventDefinition | undefined {
  switch (definition.$type) {
    case 'bpmn:MessageEventDefinition':
      return messageOf(tag, one(definition, 'messageRef'), reading);
    case 'bpmn:TimerEventDefinition':
      return timerOf(tag, definition, place, reading);
    case 'bpmn:SignalEventDefinition':
      return { type: 'signal', name: signalName(one(definition, 'signalRef')) ?? (reading.isSketch ? '' : tag.id!) };
    case 'bpmn:ErrorEventDefinition':
      return { type: 'error', ...present({ code: codeOf(definition, 'errorRef', 'errorCode', place) }) };
    case 'bpmn:EscalationEventDefinition':
      return { type: 'escalation', ...present({ code: codeOf(definition, 'escalationRef', 'escalationCode', place) }) };
    case 'bpmn:LinkEventDefinition':
      return { type: 'link', name: text(definition, 'name') ?? '' };
    case 'bpmn:TerminateEventDefinition':
      return { type: 'terminate' };
    case 'bpmn:ConditionalEventDefinition':
      return conditionOf(tag, definition, reading);
    case 'bpmn:CompensateEventDefinition':
      if (definition['waitForCompletion'] === false) fault(reading, tag, say('read.waitForCompletion'));
      return { type: 'compensation', ...present({ activity: one(definition, 'activityRef')?.id }) };
    case 'bpmn:CancelEventDefinition':
      return { type: 'cancel' };
    default:
      fault(reading, tag, say('read.notExecuted', { type: withArticle(elementName(definition.$type)) }));
      return undefined;
  }
}

function conditionOf(tag: Tag, definition: Tag, reading: Reading): EventDefinition {
  const condition = body(definition, 'condition');
  if (condition === undefined && reading.isSketch) return { type: 'message', name: tag.id! };
  if (condition === undefined) fault(reading, tag, say('read.noCondition'));
  return {
    type: 'conditional',
    condition: condition?.startsWith('=') ? condition : `=${condition ?? 'false'}`,
    ...present({ filter: filterOf(tag, extension(definition, 'zeebe:ConditionalFilter'), reading) }),
  };
}

function filterOf(tag: Tag, filter: Tag | undefined, reading: Reading): ConditionalFilter | undefined {
  const listed = (property: string) =>
    text(filter, property)
      ?.split(',')
      .map((one) => one.trim());
  const [names, events] = [listed('variableNames'), listed('variableEvents')];
  const other = events?.find((event) => event !== 'create' && event !== 'update');
  if (other !== undefined) fault(reading, tag, say('read.variableEvents', { found: other }));
  return names || events ? present({ names, events: events as ConditionalFilter['events'] }) : undefined;
}

const namesOf = (types: readonly string[]): Bilingual =>
  types.length === 0 ? say('read.noEvent') : listed(types.map(eventName));

const signalName = (signal: Tag | undefined): string | undefined => nameIn(signal) ?? signal?.id;

/** `="paid"` means the same as `paid`. */
function nameIn(tag: Tag | undefined): string | undefined {
  const name = text(tag, 'name');
  return /^=\s*"([^"\\]*)"$/.exec(name ?? '')?.[1] ?? name;
}

/**
 * In plain BPMN a message may be absent: its name is then the target of the message flow, else the id of the element.
 * Without a subscription the message is correlated by its name alone.
 */
export function messageOf(tag: Tag, message: Tag | undefined, { messageFlows }: Reading): EventDefinition {
  const properties = many(extension(tag, 'zeebe:Properties'), 'properties');
  const timeToLive = properties.find(({ name }) => name === 'timeToLive');
  return {
    type: 'message',
    name: nameIn(message) ?? message?.id ?? messageFlows.get(tag.id!) ?? tag.id!,
    ...present({
      correlationKey: text(extension(message, 'zeebe:Subscription'), 'correlationKey'),
      timeToLive: text(timeToLive, 'value'),
    }),
  };
}

/** A catching event with the empty code catches every code (Camunda 8). */
const codeOf = (definition: Tag, reference: string, code: string, place: Place): string | undefined => {
  const referenced = one(definition, reference);
  if (referenced?.[code] === '' && (place === 'boundary' || place === 'start of an event sub-process'))
    return undefined;
  return text(referenced, code) ?? referenced?.id;
};

const timerKinds = [
  ['timeDate', 'date'],
  ['timeDuration', 'duration'],
  ['timeCycle', 'cycle'],
] as const;

function timerOf(tag: Tag, definition: Tag, place: Place, reading: Reading): EventDefinition | undefined {
  if (reading.isSketch && !timerKinds.some(([property]) => body(definition, property) !== undefined))
    return { type: 'message', name: tag.id! };
  const found = timerKinds.filter(([property]) => body(definition, property) !== undefined);
  const [first] = found;
  if (!first || found.length > 1) {
    fault(reading, tag, say('read.timerKinds', { found: found.length }));
    return undefined;
  }
  const [property, kind] = first;
  const value = body(definition, property)!;
  if (!value.startsWith('=') && !isTimerText(kind, value))
    fault(reading, tag, say('read.timer', { form: { zh: timerForms[kind], en: forms[kind] }, found: value }));
  const repeats = place.startsWith('start') || (place === 'boundary' && tag['cancelActivity'] === false);
  if (kind === 'cycle' && !repeats) fault(reading, tag, say('read.cycle'));
  return { type: 'timer', kind, value };
}
