// A court in memory: runs the models of models/ with tools/bpmn/simulation.ts; the caller passes in the behavior of
// people and agencies. Its registers (court-registers.ts) keep the data of the database.
import { answerFault } from '../../activities/agencies/validate.ts';
import { dateOfInstant, startOf } from '../../engine/calendar.ts';
import type { Variables } from '../../engine/event.ts';
import type { Model } from '../../engine/graph.ts';
import { calendar } from '../../law/calendar.ts';
import { modelFiles } from '../../registry/folder.ts';
import { readModels } from '../../registry/read.ts';
import { Simulation } from '../bpmn/simulation.ts';
import type { Instance, Outcome } from '../bpmn/simulation-types.ts';
import { Registers } from './court-registers.ts';
import { faultsOfResults } from './forms.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export async function loadModels(): Promise<Map<string, Model>> {
  const { processes, decisions } = await readModels(modelFiles());
  const byId = Object.fromEntries(
    decisions.flatMap((file) => file.decisions.map((decision) => [decision.id, decision])),
  );
  return new Map(processes.map(({ graph }) => [graph.processId, { graph, decisions: byId, calendar }]));
}

/** @throws Error for an answer that the agency's schema refuses, as the API does */
function requireFitting(name: string, answer: Variables): void {
  const [agency = '', operation = ''] = name.split(':');
  const fault = answerFault({ agency, operation }, { state: 'answered', answer });
  if (fault) throw new Error(fault.en);
}

/**
 * The answers of people by element: the variables, and the number of days until then. A list answers one task after the
 * other.
 */
export type People = { readonly [elementId: string]: TaskAnswer | readonly TaskAnswer[] };
interface TaskAnswer {
  readonly after?: number;
  readonly complete?: Variables;
}

/**
 * An agency's answer to `<agency>:<operation>`. undefined: it never answers; 'rejected': it sends the request back. An
 * answer with `on` comes at that instant as a message.
 */
export type Agencies = (
  operation: string,
  request: Variables,
  provider: string,
  at: string,
) => Variables | { readonly answer: Variables; readonly on: string } | 'rejected' | undefined;

export class Court extends Registers {
  readonly simulation: Simulation;
  readonly tasks: { elementId: string; groups: readonly string[]; opened: string; due?: string }[] = [];
  readonly #people: People;
  readonly #agencies: Agencies;
  readonly #done = new Map<string, number>();
  #incidentsSeen = 0;
  #answers: { on: number; id: string; answer: Variables }[] = [];

  constructor(models: ReadonlyMap<string, Model>, at: string, people: People, agencies: Agencies) {
    super();
    this.#people = people;
    this.#agencies = agencies;
    this.simulation = new Simulation(
      models,
      {
        job: (job, now, instance) =>
          this.#job(job.jobType, job.variables, dateOfInstant(Date.parse(now)), now, `${instance.id}/${job.key}`),
        task: (task, now) => {
          const due = task.dueDate;
          this.tasks.push({
            elementId: task.elementId,
            groups: task.candidateGroups,
            opened: dateOfInstant(Date.parse(now)),
            ...(due === undefined ? {} : { due: dateOfInstant(Date.parse(due) - 1) }),
          });
          const taskAnswer = this.#answerTask(task.elementId, Date.parse(now));
          const faults = taskAnswer ? faultsOfResults(task.formId!, taskAnswer.variables ?? {}, task.variables) : [];
          if (faults.length > 0) throw new Error(`${task.elementId}: ${faults.join(', ')}`);
          return taskAnswer;
        },
      },
      at,
    );
  }

  /** The completed elements of one process, in order; the instances of a multi-instance activity count once. */
  completed(processId: string): string[] {
    return this.simulation.trace
      .filter(
        (line) => line.processId === processId && line.intent === 'completed' && line.elementType !== 'sequenceFlow',
      )
      .map((line) => line.elementId)
      .filter((id, index, ids) => id !== ids[index - 1]);
  }

  instance(processId: string): Instance {
    const found = this.simulation.instances.find((instance) => instance.processId === processId);
    if (!found) throw new Error(`Expected an instance of ${processId}.`);
    return found;
  }

  /**
   * Processes all events and the agencies' later answers until the given instant (default: until the case has ended or
   * two years have passed).
   * @param incidents the elements at which an incident is expected, in order
   * @throws Error when other incidents have been raised since the last run
   */
  run(until = Date.parse(this.simulation.now) + 2 * 366 * dayMs, incidents: readonly string[] = []): void {
    this.#advance(until);
    const found = this.simulation.incidents.slice(this.#incidentsSeen);
    this.#incidentsSeen = this.simulation.incidents.length;
    if (found.map(({ elementId }) => elementId).join() === incidents.join()) return;
    const described = found.map(({ elementId, message }) => `${elementId}: ${message}`);
    throw new Error(
      `Expected ${incidents.length > 0 ? `incidents at ${incidents.join(', ')}` : 'no incident'}; found ${described.join('; ') || 'none'}`,
    );
  }

  #advance(until: number): void {
    for (let now = Date.parse(this.simulation.now); now <= until; now = Date.parse(this.simulation.now) + hourMs) {
      this.simulation.run(Math.min(now, until));
      for (const next of this.#answers.filter(({ on }) => on <= now)) {
        const request = { id: next.id, state: 'answered' };
        this.simulation.publish('agency-answer', next.id, { request, answer: next.answer });
      }
      this.#answers = this.#answers.filter(({ on }) => on > now);
      if (this.simulation.instances[0]?.result) return;
    }
  }

  #answerTask(elementId: string, now: number): Outcome | undefined {
    const given = this.#people[elementId];
    if (given === undefined) return undefined;
    const list = Array.isArray(given) ? (given as readonly TaskAnswer[]) : [given as TaskAnswer];
    if (list.length === 0) return undefined;
    const times = this.#done.get(elementId) ?? 0;
    this.#done.set(elementId, times + 1);
    const taskAnswer = list[Math.min(times, list.length - 1)] as TaskAnswer;
    return { variables: taskAnswer.complete ?? {}, afterDays: daysUntilOffice(now, taskAnswer.after ?? 0) };
  }

  #job(type: string, variables: Variables, today: string, at: string, effectKey: string): Outcome | undefined {
    if (type.startsWith('agency:')) return this.#agency(type.slice('agency:'.length), variables, effectKey, at);
    return { variables: this.runJob(type, variables, today, effectKey) };
  }

  #agency(operation: string, variables: Variables, effectKey: string, at: string): Outcome | undefined {
    const provider = String(variables['provider'] ?? '');
    const answer = this.#agencies(operation, (variables['request'] ?? {}) as Variables, provider, at);
    if (answer === undefined) return undefined;
    if (answer === 'rejected') return { variables: { request: { id: effectKey, state: 'rejected' } } };
    if (typeof answer['on'] === 'string') {
      const later = answer['answer'] as Variables;
      requireFitting(operation, later);
      this.#answers.push({ on: Date.parse(answer['on']), id: effectKey, answer: later });
      return { variables: { request: { id: effectKey, state: 'accepted' } } };
    }
    requireFitting(operation, answer as Variables);
    return { variables: { request: { id: effectKey, state: 'answered' }, answer } };
  }
}

/**
 * The days until nine o'clock in Asia/Shanghai, the given number of days later, when people come to their tasks; 0: at
 * once.
 */
function daysUntilOffice(now: number, days: number): number {
  if (days === 0) return 0;
  const midnight = Date.parse(startOf(dateOfInstant(now)));
  return (midnight + days * dayMs + 9 * hourMs - now) / dayMs;
}
