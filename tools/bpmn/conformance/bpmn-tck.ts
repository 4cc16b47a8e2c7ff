// bpmn-tck: YAML cases of actions on a model, with the required element states.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Variables } from '../../../engine/event.ts';
import { describe, type Model } from '../../../engine/index.ts';
import { read } from '../../../engine/read/index.ts';
import { calendar } from '../../../law/calendar.ts';
import { Simulation } from '../simulation.ts';
import type { Instance } from '../simulation-types.ts';
import type { Case } from './suite.ts';

interface Args {
  readonly bpmn_process_id?: string;
  readonly variables?: string;
  readonly job_type?: string;
  readonly error_code?: string;
  readonly message_name?: string;
  readonly correlation_key?: string;
  readonly element_id?: string;
  readonly element_name?: string;
  readonly state?: string;
  readonly name?: string;
  readonly value?: string;
}

interface Specification {
  readonly resources: readonly string[];
  readonly testCases: readonly {
    readonly name: string;
    readonly actions: readonly { readonly action: string; readonly args?: Args }[];
    readonly verifications: readonly { readonly verification: string; readonly args?: Args }[];
  }[];
}

export async function bpmnTck(folder: string): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const { resources, testCases } = parse(readFileSync(join(folder, file), 'utf8')) as Specification;
    const models = new Map<string, Model>();
    const faults: string[] = [];
    for (const resource of resources) {
      const found = await read(readFileSync(join(folder, 'workflows', resource), 'utf8'));
      for (const graph of found.graphs) models.set(graph.processId, { graph, decisions: {}, calendar });
      faults.push(...found.faults.map(({ elementId, reason }) => `${resource} ${elementId}: ${reason}`));
    }
    for (const testCase of testCases) {
      const name = `${file} ${testCase.name}`;
      const why = faults[0] ?? failureOf(testCase, models);
      cases.push(why === undefined ? { name, result: 'passed' } : { name, result: 'failed', why });
    }
  }
  return cases;
}

function failureOf(
  { actions, verifications }: Specification['testCases'][number],
  models: ReadonlyMap<string, Model>,
): string | undefined {
  const simulation = new Simulation(
    models,
    { job: () => undefined, task: () => undefined },
    '2026-03-02T01:00:00.000Z',
  );
  let instance: Instance | undefined;
  try {
    for (const { action, args = {} } of actions) {
      if (action === 'create-instance') instance = simulation.start(args.bpmn_process_id!, variablesOf(args));
      else act(simulation, instance!, action, args);
      simulation.runUntil(simulation.now);
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  simulation.run();
  for (const { verification, args = {} } of verifications)
    if (!isMet(simulation, instance!, verification, args)) return `Expected ${verification} ${JSON.stringify(args)}.`;
  return undefined;
}

const variablesOf = ({ variables }: Args): Variables => (variables ? (JSON.parse(variables) as Variables) : {});

function act(simulation: Simulation, instance: Instance, action: string, args: Args): void {
  switch (action) {
    case 'complete-task':
      return simulation.send(instance, { type: 'jobDone', key: jobOf(instance, args), variables: variablesOf(args) });
    case 'throw-error': {
      const code = args.error_code!;
      return simulation.send(instance, {
        type: 'jobFailed',
        key: jobOf(instance, args),
        message: code,
        errorCode: code,
      });
    }
    case 'publish-message':
      return simulation.publish(args.message_name!, args.correlation_key ?? '', variablesOf(args));
    case 'cancel-instance':
      return simulation.send(instance, { type: 'cancelled', reason: 'the case asks for it' });
    case 'await-element-instance-state':
      if (!isMet(simulation, instance, 'element-instance-state', args))
        throw new Error(`Expected to come to ${JSON.stringify(args)}.`);
      return;
    default:
      throw new Error(`Unknown action '${action}'.`);
  }
}

function jobOf({ model, state }: Instance, { job_type }: Args): number {
  const open = describe(model, state!).open.find(
    ({ awaits, elementId }) => awaits === 'job' && model.graph.elements[elementId]!.job!.type === job_type,
  );
  if (!open) throw new Error(`No job of the type '${job_type}' is open.`);
  return open.key;
}

function isMet(simulation: Simulation, { state, result, model }: Instance, what: string, args: Args): boolean {
  switch (what) {
    case 'element-instance-state':
      return simulation.trace.some(
        ({ elementId, name, intent }) =>
          intent === args.state && (elementId === args.element_id || (name !== '' && name === args.element_name)),
      );
    case 'workflow-instance-state': {
      const states: { readonly [state: string]: string } = { activated: 'active', terminated: 'cancelled' };
      return state!.status === (states[args.state!] ?? args.state);
    }
    case 'workflow-instance-variable': {
      const variables = result?.variables ?? describe(model, state!).variables;
      return JSON.stringify(variables[args.name!]) === JSON.stringify(JSON.parse(args.value!));
    }
    case 'incident-state':
      // Each engine names the kinds of faults differently.
      return simulation.incidents.some(({ elementId }) => elementId === args.element_id);
    default:
      return false;
  }
}
