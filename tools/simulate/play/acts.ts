// The acts of people in a scenario: which decision a task gets, when, and by whom; and the messages that are sent.
import type { User } from '../../../api/auth/authenticate.ts';
import { knownRole } from '../../../api/problems/messages.ts';
import { dateOfInstant, startOf } from '../../../engine/calendar.ts';
import { listed } from '../../../engine/catalogue.ts';
import type { Variables } from '../../../engine/event.ts';
import { idAsDrawn } from '../../../engine/graph.ts';
import { officeHour } from '../../../examples/clocks.ts';
import { say } from '../messages.ts';
import type { Catalogue } from '../scenario/catalogue.ts';
import { ScenarioFaults } from '../scenario/faults.ts';
import type { People } from '../scenario/people.ts';
import type { Decision, Message, Scenario } from '../scenario/scenario.ts';
import type { Activation, OpenTask } from './board.ts';

/** What a person does with a task; `leave` is time passing over it. */
export type TaskAct =
  | { readonly type: 'leave' }
  | {
      readonly type: 'complete';
      /** Legal instant (milliseconds). */
      readonly at: number;
      readonly by: User;
      /** Undefined: the usual result. */
      readonly result: Variables | undefined;
      /** JSON Pointer to the decision; empty for a usual result. */
      readonly field: string;
    };

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Usual results of one task of one process instance. */
const mostUsualResults = 30;
const officeHours = 9 * 3_600_000;

/** Nine o'clock in Asia/Shanghai. */
const nineOClock = (date: string): number => Date.parse(startOf(date)) + officeHours;

/** Hands out the scenario's decisions to the tasks as they open. */
export class Decisions {
  readonly used = new Set<number>();
  readonly #scenario: Scenario;
  readonly #people: People;
  readonly #catalogue: Catalogue;
  readonly #opened = new Map<string, number>();
  readonly #usual = new Map<string, number>();

  constructor(scenario: Scenario, people: People, catalogue: Catalogue) {
    this.#scenario = scenario;
    this.#people = people;
    this.#catalogue = catalogue;
  }

  /**
   * The act for a task that has just opened; undefined when the file says nothing. Call it once for each task.
   * @throws ScenarioFaults for a date before the task, and when no person may do it
   */
  actFor(task: OpenTask): TaskAct | undefined {
    const place = `${task.processId} ${task.task.elementId}`;
    const occurrence = (this.#opened.get(place) ?? 0) + 1;
    this.#opened.set(place, occurrence);
    const index = this.#indexFor(task, occurrence);
    if (index === undefined) {
      if (!this.#scenario.defaults || this.#isEndless(task)) return undefined;
      const by = this.#personFor(task, undefined, '/people');
      return { type: 'complete', at: officeHour(task.openedAt, 1), by, result: undefined, field: '' };
    }
    this.used.add(index);
    const decision = this.#scenario.decisions![index]!;
    if (decision.leave) return { type: 'leave' };
    const field = `/decisions/${index}`;
    const by = this.#personFor(task, decision.by, `${field}/by`);
    const result = decision.result ?? (this.#scenario.defaults ? undefined : {});
    return { type: 'complete', at: timeOf(decision, task, field), by, result, field };
  }

  /** A correction that the process refuses again and again waits for a person. */
  #isEndless({ workflowId, task: { elementId } }: OpenTask): boolean {
    const place = `${workflowId} ${elementId}`;
    const times = (this.#usual.get(place) ?? 0) + 1;
    this.#usual.set(place, times);
    return times > mostUsualResults;
  }

  /** One for this occurrence comes first; of the others each is used once, and the last one stays. */
  #indexFor({ processId, task: { elementId } }: OpenTask, occurrence: number): number | undefined {
    const meant = (this.#scenario.decisions ?? []).flatMap((decision, index) => {
      const found = this.#catalogue.find(decision.task, decision.process);
      const isMeant = found.some((one) => one.processId === processId && one.element.id === idAsDrawn(elementId));
      return isMeant ? [{ decision, index }] : [];
    });
    const exact = meant.find(({ decision }) => decision.occurrence === occurrence);
    if (exact) return exact.index;
    const general = meant.filter(({ decision }) => decision.occurrence === undefined);
    return (general.find(({ index }) => !this.used.has(index)) ?? general.at(-1))?.index;
  }

  #personFor({ task }: OpenTask, name: string | undefined, field: string): User {
    const mayDo = ({ sub, role }: User) =>
      task.assignee === undefined
        ? task.candidateGroups.includes(role) || task.candidateUsers.includes(sub)
        : task.assignee === sub;
    const person = name === undefined ? [...this.#people.values()].find(mayDo) : this.#people.get(name);
    if (person) return person;
    const groups = listed(task.candidateGroups.map((group) => knownRole(group)));
    throw new ScenarioFaults([
      {
        field,
        rule: 'role',
        message: say('person.none', { task: task.name }),
        remedy: say('person.none.remedy', { groups }),
      },
    ]);
  }
}

function timeOf({ on, afterDays = 0 }: Decision, { openedAt, task }: OpenTask, field: string): number {
  if (on === undefined) return officeHour(openedAt, afterDays);
  const opened = dateOfInstant(openedAt);
  if (on < opened)
    throw new ScenarioFaults([
      {
        field: `${field}/on`,
        rule: 'notBeforeTask',
        message: say('decision.early', { task: task.name, opened }),
        remedy: say('decision.early.remedy'),
      },
    ]);
  return Math.max(openedAt, nineOClock(on));
}

/** Legal instant (milliseconds) of the message; undefined while the element that it follows has not begun. */
export function timeOfMessage(
  { on, afterDays = 0, after }: Message,
  filedAt: number,
  activations: readonly Activation[],
  catalogue: Catalogue,
): number | undefined {
  if (on !== undefined) return Math.max(filedAt, nineOClock(on));
  if (!after) return officeHour(filedAt, afterDays);
  const found = catalogue.find(after.element, after.process);
  const begun = activations.filter(({ processId, elementId }) =>
    found.some((one) => one.processId === processId && one.element.id === elementId),
  );
  const first = begun[(after.occurrence ?? 1) - 1];
  return first && officeHour(first.at, after.days ?? 0);
}

/** Last minute of the last day of the run; undefined for a run to the end. */
export const endOfRun = ({ until = 'end' }: Scenario): number | undefined =>
  until === 'end' ? undefined : Date.parse(startOf(until)) + dayMs - minuteMs;
