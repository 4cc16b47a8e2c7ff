// The board of a played case: what the committed steps say about open tasks, running instances and events so far. Both
// ways of playing tell it the same, and it is read without a query.
import { dateOfInstant } from '../../../engine/calendar.ts';
import type { Command } from '../../../engine/index.ts';
import type { StepBatch } from '../../../protocol/steps.ts';

export interface OpenTask {
  readonly id: string;
  readonly workflowId: string;
  readonly key: number;
  readonly caseId: string;
  readonly processId: string;
  /** Legal instant (milliseconds). */
  readonly openedAt: number;
  readonly task: Extract<Command, { type: 'openTask' }>;
}

export interface Activation {
  readonly caseId: string;
  readonly processId: string;
  readonly elementId: string;
  /** Legal instant (milliseconds). */
  readonly at: number;
}

/** A committed step in its turn. */
export interface Happening {
  readonly turn: number;
  readonly date: string;
  readonly batch: StepBatch;
}

export interface Incident {
  readonly caseId: string;
  readonly processId: string;
  readonly command: Extract<Command, { type: 'raiseIncident' }>;
  readonly date: string;
}

export class Board {
  /** Counts the player's acts and moves of the clock. */
  turn = 0;
  readonly tasks = new Map<string, OpenTask>();
  readonly running = new Set<string>();
  readonly incidents = new Map<string, Incident>();
  readonly activations: Activation[] = [];
  readonly happenings: Happening[] = [];
  readonly caseIds = new Set<string>();
  /** Of all instances, by workflow id. */
  readonly processIds = new Map<string, string>();

  note(batch: StepBatch): void {
    const { workflowId, caseId, at } = batch;
    this.happenings.push({ turn: this.turn, date: dateOfInstant(Date.parse(at)), batch });
    this.caseIds.add(caseId);
    this.processIds.set(workflowId, batch.model.processId);
    if (batch.event.type === 'started') this.running.add(workflowId);
    for (const command of batch.commands) this.#noteCommand(batch, command);
  }

  #noteCommand(batch: StepBatch, command: Command): void {
    const { workflowId, caseId, at } = batch;
    const { processId } = batch.model;
    const id = 'key' in command ? `${workflowId}#${command.key}` : '';
    switch (command.type) {
      case 'openTask': {
        const about = { id, workflowId, key: command.key, caseId, processId };
        return void this.tasks.set(id, { ...about, openedAt: Date.parse(at), task: command });
      }
      case 'closeTask':
        return void this.tasks.delete(id);
      case 'raiseIncident': {
        const date = dateOfInstant(Date.parse(at));
        return void this.incidents.set(id, { caseId, processId, command, date });
      }
      case 'resolveIncident':
        return void this.incidents.delete(id);
      case 'complete':
      case 'fail':
        return void this.running.delete(workflowId);
      case 'record': {
        const { intent, elementId } = command.record;
        if (intent !== 'activated') return;
        return void this.activations.push({ caseId, processId, elementId, at: Date.parse(at) });
      }
      default:
        return;
    }
  }
}
