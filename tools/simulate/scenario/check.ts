// Faults of a scenario that its schema cannot express: names that the deployed procedures do not know, and dates.
import { knownRole } from '../../../api/problems/messages.ts';
import { listed } from '../../../engine/catalogue.ts';
import { internalMessages, messages as sendable } from '../../../registry/messages.ts';
import { say } from '../messages.ts';
import { faultsOfBodies } from './bodies.ts';
import { type Catalogue, groupsOf } from './catalogue.ts';
import { type Fault, ScenarioFaults, unknownName } from './faults.ts';
import { faultsOfPeople, type People, peopleOf } from './people.ts';
import type { Decision, Message, Scenario } from './scenario.ts';

/** @throws ScenarioFaults with all faults */
export function requireFaultless(scenario: Scenario, catalogue: Catalogue): void {
  const people = peopleOf(scenario);
  const faults = [
    ...faultsOfPeople(scenario),
    ...faultsOfBodies(scenario),
    ...(scenario.decisions ?? []).flatMap((decision, index) =>
      faultsOfDecision(`/decisions/${index}`, decision, scenario, catalogue, people),
    ),
    ...(scenario.messages ?? []).flatMap((message, index) =>
      faultsOfMessage(`/messages/${index}`, message, scenario, catalogue, people),
    ),
    ...faultsOfEnd(scenario),
  ];
  if (faults.length > 0) throw new ScenarioFaults(faults);
}

/** Name of the message with that name or Chinese title. */
export const messageNamed = (name: string): string | undefined =>
  sendable.find((message) => message.name === name || message.title.zh === name)?.name;

function faultsOfDecision(
  field: string,
  { task, process, by, afterDays, on, leave, result }: Decision,
  { start }: Scenario,
  catalogue: Catalogue,
  people: People,
): Fault[] {
  const tasks = catalogue.find(task, process).filter(({ element }) => element.task);
  if (tasks.length === 0) return [unknownTask(field, task, process, catalogue)];
  const groups = tasks.map(({ element }) => groupsOf(element)).find((one) => one !== undefined);
  return [
    ...faultsOfPerson(`${field}/by`, by, task, groups, people),
    ...exclusive(field, { on, afterDays }),
    ...exclusive(field, { leave: leave || undefined, result }),
    ...faultsOfDate(`${field}/on`, on, start.date),
  ];
}

function unknownTask(field: string, task: string, process: string | undefined, catalogue: Catalogue): Fault {
  const { graphs, elements } = catalogue;
  if (process !== undefined && ![...graphs].some(([id, { name }]) => id === process || name === process))
    return unknownName(
      `${field}/process`,
      'kind.process',
      process,
      [...graphs].flatMap(([id, { name }]) => [name, id]),
    );
  const inProcess = elements.filter(
    ({ processId, element }) =>
      element.task && (process === undefined || processId === process || graphs.get(processId)!.name === process),
  );
  const known = inProcess.map(({ element: { id, name } }) => `${name}（${id}）`);
  return unknownName(`${field}/task`, 'kind.task', task, known);
}

function faultsOfPerson(
  field: string,
  by: string | undefined,
  task: string,
  groups: readonly string[] | undefined,
  people: People,
): Fault[] {
  if (by === undefined) return [];
  const person = people.get(by);
  if (!person) return [unknownName(field, 'kind.person', by, [...people.keys()])];
  if (groups === undefined || groups.includes(person.role)) return [];
  return [
    {
      field,
      rule: 'role',
      message: say('person.role', { name: by, role: knownRole(person.role), task }),
      remedy: say('person.role.remedy', { groups: listed(groups.map((group) => knownRole(group))) }),
    },
  ];
}

function faultsOfMessage(
  field: string,
  { name, on, afterDays, after, by }: Message,
  { start }: Scenario,
  catalogue: Catalogue,
  people: People,
): Fault[] {
  const times = Object.values({ on, afterDays, after }).filter((one) => one !== undefined);
  return [
    ...faultsOfMessageName(field, name),
    ...(times.length === 0
      ? [{ field, rule: 'when', message: say('message.when'), remedy: say('message.when.remedy') }]
      : exclusive(field, { on, afterDays, after })),
    ...(after && catalogue.find(after.element, after.process).length === 0
      ? [unknownName(`${field}/after/element`, 'kind.element', after.element, namesOf(catalogue))]
      : []),
    ...(by === undefined || people.has(by) ? [] : [unknownName(`${field}/by`, 'kind.person', by, [...people.keys()])]),
    ...faultsOfDate(`${field}/on`, on, start.date),
  ];
}

function faultsOfMessageName(field: string, name: string): Fault[] {
  if (messageNamed(name) !== undefined) return [];
  const known = sendable.map((message) => `${message.title.zh}（${message.name}）`);
  const internal = internalMessages.find((message) => message.name === name || message.title.zh === name);
  if (!internal) return [unknownName(`${field}/name`, 'kind.message', name, known)];
  const sentence = { zh: internal.what.zh.replace(/。$/, ''), en: internal.what.en.replace(/\.$/, '') };
  return [
    {
      field: `${field}/name`,
      rule: 'internal',
      message: say('message.internal', { name, what: sentence }),
      remedy: say('message.internal.remedy', { known: known.join('、') }),
    },
  ];
}

function faultsOfEnd({ until, start }: Scenario): Fault[] {
  if (until === undefined || until === 'end' || until >= start.date) return [];
  return [
    {
      field: '/until',
      rule: 'notBeforeStart',
      message: say('until.past', { start: start.date }),
      remedy: say('date.past.remedy'),
    },
  ];
}

function faultsOfDate(field: string, on: string | undefined, start: string): Fault[] {
  if (on === undefined || on >= start) return [];
  return [{ field, rule: 'notBeforeStart', message: say('date.past', { start }), remedy: say('date.past.remedy') }];
}

function exclusive(field: string, given: { readonly [name: string]: unknown }): Fault[] {
  const [one, other] = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (one === undefined || other === undefined) return [];
  return [
    { field: `${field}/${other}`, rule: 'both', message: say('both', { one, other }), remedy: say('both.remedy') },
  ];
}

const namesOf = ({ elements }: Catalogue) =>
  elements.flatMap(({ element: { id, name } }) => (name === '' ? [] : [`${name}（${id}）`]));
