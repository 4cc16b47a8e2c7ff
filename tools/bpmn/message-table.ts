// The messages of a simulation: who waits for which, and which of them are kept for a later receiver
// (docs/using/messages.md).
import type { Variables } from '../../engine/event.ts';
import type { Instance, Message } from './simulation-types.ts';

export interface Subscription {
  readonly instance: Instance;
  readonly name: string;
  readonly correlationKey: string;
  readonly key: number;
}

export class MessageTable {
  readonly published: Message[] = [];
  /** Published messages that reached no instance so far. */
  readonly unmet = new Set<Message>();
  #buffer: Message[] = [];
  readonly #subscriptions = new Map<string, Subscription>();

  publish(name: string, correlationKey: string, variables: Variables, at: number, timeToLiveMs: number): Message {
    const id = `message-${this.published.length + 1}`;
    const message = { id, name, correlationKey, variables, at, expires: at + timeToLiveMs };
    this.published.push(message);
    return message;
  }

  /** Keeps a message that met nothing for as long as it lives. */
  keep(message: Message): void {
    this.unmet.add(message);
    if (message.expires > message.at) this.#buffer.push(message);
  }

  /** The kept messages that still live at the instant, the oldest first. */
  keptAt(now: number): readonly Message[] {
    return this.#buffer.filter(({ expires }) => expires > now);
  }

  /** Removes a kept message, because it has reached an instance. */
  remove(message: Message): void {
    this.unmet.delete(message);
    this.#buffer = this.#buffer.filter((one) => one !== message);
  }

  /** @returns the kept message that the subscription receives at once */
  subscribe(subscription: Subscription, now: number): Message | undefined {
    const { instance, key, name, correlationKey } = subscription;
    this.#subscriptions.set(`${instance.id}/${key}`, subscription);
    const isMeant = (one: Message) => one.name === name && one.correlationKey === correlationKey;
    return this.#buffer.find((message) => isMeant(message) && message.expires >= now);
  }

  unsubscribe({ id }: Instance, key: number): void {
    this.#subscriptions.delete(`${id}/${key}`);
  }

  receiverOf({ name, correlationKey }: Message): Subscription | undefined {
    return [...this.#subscriptions.values()].find(
      (one) => one.name === name && one.correlationKey === correlationKey && !one.instance.result,
    );
  }
}
