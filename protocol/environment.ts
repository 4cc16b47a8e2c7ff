// Reads a process's settings from its environment. Every fault is collected, so that all are reported at once.
import { type Bilingual, inBoth } from '../engine/catalogue.ts';

export type Environment = { readonly [name: string]: string | undefined };

/** Values of NODE_ENV that mean work on the product; every other value, in any spelling, means production. */
const development = ['', 'development', 'dev', 'test', 'training'];

/**
 * Tells whether the process must keep production's rules. A misspelled `Production ` or an unknown `staging` keeps them
 * too: a process is never less strict by mistake.
 */
export function isProduction(environment: Environment): boolean {
  return !development.includes((environment['NODE_ENV'] ?? '').trim().toLowerCase());
}

const yes = ['true', '1', 'yes', 'on'];
const no = ['', 'false', '0', 'no', 'off'];

/** A switch such as `TRAINING=true`; adds a fault for a value that is neither on nor off. */
export function switchedOn(environment: Environment, name: string, faults: string[]): boolean {
  const value = (environment[name] ?? '').trim().toLowerCase();
  if (!yes.includes(value) && !no.includes(value))
    faults.push(
      fault(`${name} 须为 true 或 false，现为“${value}”`, `${name} must be true or false, found '${value}'.`),
    );
  return yes.includes(value);
}

/** The value of a variable that must be set; adds a fault when it is missing. */
export function required(environment: Environment, name: string, faults: string[]): string {
  const value = environment[name] ?? '';
  if (value === '')
    faults.push(
      fault(`缺少环境变量 ${name}`, `The environment variable ${name} is missing (docs/using/operating.md).`),
    );
  return value;
}

/** @throws Error with all faults, one per line */
export function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error([...new Set(faults)].join('\n'));
}

/** Switches that serve training and demonstration; production refuses them. */
export function demonstrationFaults(environment: Environment, faults: string[]): void {
  if (switchedOn(environment, 'TRAINING', faults))
    faults.push(
      fault('生产环境不得启用培训时钟（TRAINING）', 'TRAINING (the training clock) is not allowed in production.'),
    );
  if (switchedOn(environment, 'DEMO_USERS', faults))
    faults.push(
      fault(
        '生产环境不得启用演示用户及其令牌（DEMO_USERS）',
        'DEMO_USERS (demonstration users and their tokens) is not allowed in production.',
      ),
    );
}

/** One line in both languages. */
export const fault = (zh: Bilingual['zh'], en: Bilingual['en']): string => inBoth({ zh, en });
