// A scenario: a case to play, as its file says it (scenario.schema.json, docs/using/simulate.md).
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Role } from '../../../api/auth/permissions.ts';
import { listed } from '../../../engine/catalogue.ts';
import type { Variables } from '../../../engine/event.ts';
import { placeOf, wordsOf } from '../../../engine/schema-words.ts';
import { say } from '../messages.ts';
import { type Fault, ScenarioFaults } from './faults.ts';
import schema from './scenario.schema.json' with { type: 'json' };

export interface Scenario {
  readonly title: string;
  readonly start: {
    readonly date: string;
    readonly court: string;
    readonly application: {
      readonly applicants: readonly Party[];
      readonly debtors: readonly Party[];
      readonly [field: string]: unknown;
    };
  };
  readonly people?: { readonly [name: string]: { readonly role: Role; readonly court?: string } };
  readonly property?: Property;
  readonly bodies?: { readonly [name: string]: BodyBehavior };
  readonly decisions?: readonly Decision[];
  readonly defaults?: boolean;
  readonly messages?: readonly Message[];
  readonly until?: string;
  readonly expect?: Expectation;
}

interface Party {
  readonly name: string;
  readonly idNumber: string;
}

export interface Property {
  readonly deposits?: readonly (Asset & { readonly accountNumber: string; readonly balanceFen: number })[];
  readonly realEstate?: readonly (Asset & Registered)[];
  readonly vehicles?: readonly (Asset & Registered)[];
}

export interface Asset {
  readonly owner: string;
  readonly from?: string;
  readonly body?: string;
}

export interface Registered {
  readonly externalRef: string;
  readonly description?: string;
  readonly valueFen: number;
}

export interface Behavior {
  readonly afterDays?: number;
  readonly answer?: Variables;
  readonly refuse?: string;
  readonly silent?: boolean;
}

/** Of one operation; it may concern one asset only. */
export interface OperationBehavior extends Behavior {
  readonly asset?: string;
}

export interface BodyBehavior extends Omit<Behavior, 'answer'> {
  readonly paper?: boolean;
  readonly operations?: { readonly [operation: string]: OperationBehavior | readonly OperationBehavior[] };
}

export interface Decision {
  readonly task: string;
  readonly process?: string;
  readonly occurrence?: number;
  readonly by?: string;
  readonly afterDays?: number;
  readonly on?: string;
  readonly result?: Variables;
  readonly leave?: boolean;
}

export interface Message {
  readonly name: string;
  readonly on?: string;
  readonly afterDays?: number;
  readonly after?: {
    readonly element: string;
    readonly process?: string;
    readonly occurrence?: number;
    readonly days?: number;
  };
  readonly by?: string;
  readonly to?: 'filed' | 'resumed';
  readonly variables: Variables;
}

export interface CaseExpectation {
  readonly status?: string;
  readonly stages?: readonly string[];
  readonly documents?: readonly string[];
  readonly noDocuments?: readonly string[];
  readonly ledger?: { readonly [sum in 'receivedFen' | 'disbursedFen' | 'refundedFen' | 'bankFen']?: number };
  readonly deadlines?: { readonly [state in 'open' | 'met' | 'missed' | 'cancelled']?: readonly string[] };
}

export interface Expectation extends CaseExpectation {
  readonly outcome?: 'ended' | 'waiting' | 'until' | 'incident';
  readonly waitingFor?: readonly string[];
  readonly resumed?: CaseExpectation;
}

const ajv = new Ajv({ allErrors: true, strict: false, verbose: true, validateSchema: false });
ajv.addFormat('int64', true);
addFormats.default(ajv, ['date', 'date-time']);
const fits = ajv.compile(schema);

/** @throws ScenarioFaults when the file cannot be read */
export function scenarioFile(file: string, read: () => string): string {
  try {
    return read();
  } catch {
    const fault = { field: '', rule: 'file', message: say('file.read', { file }), remedy: say('file.read.remedy') };
    throw new ScenarioFaults([fault]);
  }
}

/** @throws ScenarioFaults with every fault of the file's form: field, rule, remedy */
export function readScenario(text: string): Scenario {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (failure) {
    throw new ScenarioFaults([
      {
        field: '',
        rule: 'json',
        message: say('file.json', { reason: (failure as Error).message }),
        remedy: say('file.json.remedy'),
      },
    ]);
  }
  if (fits(content)) return content as unknown as Scenario;
  throw new ScenarioFaults((fits.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(faultOf));
}

type SchemaFault = NonNullable<typeof fits.errors>[number];

function faultOf(fault: SchemaFault): Fault {
  return { field: placeOf(fault), rule: fault.keyword, message: wordsOf(fault), remedy: remedyOf(fault) };
}

function remedyOf({ keyword, parentSchema }: SchemaFault) {
  const { properties = {}, description } = (parentSchema ?? {}) as { properties?: object; description?: string };
  if (keyword === 'required') return say('field.required.remedy');
  if (keyword === 'additionalProperties')
    return say('field.unknown.remedy', { known: listed(Object.keys(properties)) });
  const [zh = '', en = zh] = (description ?? '').split(' / ');
  return description ? say('field.meaning.remedy', { meaning: { zh, en } }) : say('field.other.remedy');
}
