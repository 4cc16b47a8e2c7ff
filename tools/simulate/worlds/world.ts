// The system on which a scenario is played: the bare engine, or workers on Temporal's time-skipping server. Both have
// the real API, registers and agencies' simulator; they differ in how instances run and how time moves.
import type { Provider } from '../../../activities/agencies/providers.ts';
import type { Pool } from '../../../db/pool.ts';
import type { StepBatch } from '../../../protocol/steps.ts';
import type { InProcess } from '../../stack/parts.ts';

export interface SimulatedWorld {
  /** Calls the API as any user, and the simulator. */
  readonly system: Pick<InProcess, 'send' | 'simulate'>;
  /** The clock that the application gets; none where time itself is virtual. */
  readonly training?: object;
  /** Works until everything waits for time, people and agencies; returns the legal instant (milliseconds). */
  settle(cases: readonly string[]): Promise<number>;
  /** Legal instants of the next timer and of the next answer of an agency; absent when there is none. */
  nextDues(cases: readonly string[]): Promise<{ readonly timer?: number; readonly answer?: number }>;
  /** Sets time a little past the legal instant; then come the agencies' answers of that time. */
  setTime(cases: readonly string[], to: number): Promise<void>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly databaseUrl: string;
  readonly pool: Pool;
  /** Legal instant at which the scenario begins. */
  readonly startsAt: string;
  /** Code of the court, whose judge sets the clocks. */
  readonly court: string;
  /** Providers that answer on paper, as `<agency>/<provider>`. */
  readonly onPaper: ReadonlySet<string>;
  readonly onCommitted: (batch: StepBatch) => void;
}

/** The providers as the scenario has them: some answer on paper. */
export const providersOf = (all: readonly Provider[], { onPaper }: Pick<WorldOptions, 'onPaper'>): Provider[] =>
  all.map((one) => (onPaper.has(`${one.agency}/${one.provider}`) ? { ...one, channel: 'paper' as const } : one));
