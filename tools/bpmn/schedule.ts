// The events that are due later in a simulation, in the order of their instants.
import type { Instance, ScheduledEvent } from './simulation-types.ts';

export class Schedule {
  #events: ScheduledEvent[] = [];

  add(event: ScheduledEvent): void {
    this.#events.push(event);
  }

  /** Takes the first event that is due until the given instant; of two at the same instant the one added first. */
  takeNext(until: number): ScheduledEvent | undefined {
    let first: ScheduledEvent | undefined;
    for (const event of this.#events) if (!first || event.due < first.due) first = event;
    if (!first || first.due > until) return undefined;
    this.#events.splice(this.#events.indexOf(first), 1);
    return first;
  }

  cancel(cancelKey: string): void {
    this.#events = this.#events.filter((event) => event.cancelKey !== cancelKey);
  }

  cancelAllOf(instance: Instance): void {
    this.#events = this.#events.filter((event) => event.instance !== instance);
  }
}
