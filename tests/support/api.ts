// The API over a test database, with a Temporal client that a test passes in: a real one, or a stand-in that records
// its requests.
import { ApplicationFailure, type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { claimsOf, demoUsers } from '../../api/auth/demo-users.ts';
import { buildApi } from '../../api/build-api.ts';
import type { Config } from '../../api/config.ts';
import type { Temporal } from '../../api/temporal.ts';
import type { Pool } from '../../db/pool.ts';
import type { StartInput } from '../../protocol/start.ts';
import type { Refusal } from '../../protocol/updates.ts';
import { holdToDescription } from './described-answers.ts';

export const testConfig: Config = {
  production: false,
  training: true,
  demoUsers: true,
  jwtSecret: 'for-tests-only-for-tests-only-for-tests-only',
  host: '127.0.0.1',
  port: 0,
  databaseUrl: '',
  temporal: { address: '' },
  temporalNamespace: 'default',
  logLevel: 'silent',
};

export interface TestApi {
  readonly app: FastifyInstance;
  /** Calls as a demonstration user; a body is sent as JSON. */
  call(user: string, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object): Promise<Answer>;
  token(user: string, cases?: readonly string[]): string;
}

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: unknown };
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the API answers
  readonly body: any;
}

export async function testApi(parts: {
  readonly pool: Pool;
  readonly temporal: Temporal | Client;
  readonly now?: () => Date;
  readonly config?: Partial<Config>;
}): Promise<TestApi> {
  const app = await buildApi({ ...parts, config: { ...testConfig, ...parts.config } });
  holdToDescription(app);
  const token = (name: string, cases?: readonly string[]) =>
    app.jwt.sign(claimsOf(demoUsers.find(({ user }) => user === name)!, cases));
  const call: TestApi['call'] = async (user, method, url, body) => {
    const options: InjectOptions = { method, url, headers: { authorization: `Bearer ${token(user)}` } };
    const response = await app.inject(body === undefined ? options : { ...options, payload: body });
    return { status: response.statusCode, headers: response.headers, body: response.body && response.json() };
  };
  return { app, call, token };
}

export interface Asked {
  readonly workflowId: string;
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: an update's argument, as it was sent
  readonly argument: any;
}

export interface FakeTemporal extends Temporal {
  readonly started: { readonly workflowId: string; readonly input: StartInput }[];
  readonly asked: Asked[];
  /** The behavior of the next calls. */
  behavior: 'carriesOut' | 'isDown' | 'hasNoWorker' | 'hasEnded' | { readonly refuses: Refusal };
  /** Runs when an update is carried out, in place of the worker's commit. */
  onUpdate: (asked: Asked) => Promise<void>;
}

export function fakeTemporal(): FakeTemporal {
  const answer = async (asked: Asked): Promise<undefined> => {
    refuse();
    fake.asked.push(asked);
    await fake.onUpdate(asked);
  };
  const refuse = () => {
    const { behavior } = fake;
    if (behavior === 'isDown')
      throw Object.assign(new Error('14 UNAVAILABLE'), { code: 14, details: '', metadata: {} });
    if (behavior === 'hasNoWorker')
      throw Object.assign(new Error('9 FAILED_PRECONDITION'), { code: 9, details: '', metadata: {} });
    if (behavior === 'hasEnded') throw new WorkflowNotFoundError('workflow not found', 'id', undefined);
    if (typeof behavior === 'object')
      throw new WorkflowUpdateFailedError(
        'refused',
        ApplicationFailure.nonRetryable('The state refuses.', behavior.refuses, {
          zh: '现状不允许。',
          en: 'The state refuses.',
        }),
      );
  };
  const fake = {
    started: [],
    asked: [],
    behavior: 'carriesOut',
    onUpdate: async () => undefined,
    workflow: {
      start: async (_type: string, { workflowId, args }: { workflowId: string; args: [StartInput] }) => {
        refuse();
        fake.started.push({ workflowId, input: args[0] });
      },
      getHandle: (workflowId: string) => ({
        executeUpdate: (name: string, { args }: { args: [object] }) => answer({ workflowId, name, argument: args[0] }),
        signal: (name: string, argument: object) => answer({ workflowId, name, argument }),
        query: async () => {
          refuse();
          return null;
        },
      }),
    },
    connection: {
      withDeadline: (_deadline: Date | number, work: () => Promise<unknown>) => work(),
      workflowService: { getSystemInfo: async () => refuse() },
    },
  } as unknown as FakeTemporal;
  return fake;
}

/** A valid application, which a test may change. */
export const application = (changes: object = {}) => ({
  externalId: 'changan-2026-0186',
  court: '冀0102',
  filedOn: '2026-03-02',
  instrument: {
    kind: '民事判决书',
    number: '(2025)冀0102民初5821号',
    effectiveOn: '2026-01-16',
    performanceDueOn: '2026-01-26',
  },
  claim: { principalFen: 186_000_000, interestFen: 5_580_000, costsFen: 2_154_000 },
  applicants: [
    { name: '赵建国', kind: 'person', idNumber: '130102196805120010', claimFen: 116_240_400 },
    { name: '李秀兰', kind: 'person', idNumber: '130102197103080020', claimFen: 77_493_600 },
  ],
  debtors: [{ name: '周文斌', kind: 'person', idNumber: '130104198210150030' }],
  ...changes,
});

/** The variables of a valid `property-clue` message. */
export const propertyClue = {
  clue: { assets: [{ kind: 'vehicle', externalRef: '冀A12345', description: '轿车一辆' }] },
};

/** A small model under the id that filing starts: a user task with a message beside it. */
export const smallModel = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:message id="clue" name="property-clue">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=caseFile.number" /></bpmn:extensionElements>
  </bpmn:message>
  <bpmn:process id="enforcement-case" name="执行案件" isExecutable="true">
    <bpmn:startEvent id="filed" name="收到执行申请"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="filed" targetRef="review" />
    <bpmn:userTask id="review" name="审查立案">
      <bpmn:documentation>登记是否受理。</bpmn:documentation>
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:assignmentDefinition candidateGroups="judge" />
        <zeebe:properties>
          <zeebe:property name="legalBasis" value="EWR#16" />
          <zeebe:property name="instructionsEn" value="Record whether it is accepted." />
        </zeebe:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="clueGiven" name="提供财产线索" attachedToRef="review" cancelActivity="false">
      <bpmn:outgoing>f3</bpmn:outgoing><bpmn:messageEventDefinition id="m" messageRef="clue" />
    </bpmn:boundaryEvent>
    <bpmn:endEvent id="end" name="结束"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:endEvent id="noted" name="线索已记录"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="review" targetRef="end" />
    <bpmn:sequenceFlow id="f3" sourceRef="clueGiven" targetRef="noted" />
  </bpmn:process>
</bpmn:definitions>`;
