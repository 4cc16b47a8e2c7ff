// User tasks, messages and the model of a running case over HTTP: the engine and the database are real, Temporal is in
// memory.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Answer,
  application,
  fakeTemporal,
  propertyClue,
  smallModel,
  type TestApi,
  testApi,
} from '../support/api.ts';
import { deployedDatabase } from '../support/api-database.ts';
import { inMemoryTemporal } from '../support/in-memory-temporal.ts';
import type { TestDatabase } from '../support/postgres.ts';

const now = () => new Date('2026-03-02T02:00:00.000Z');
let database: TestDatabase;
let api: TestApi;
let filed = 0;

beforeAll(async () => {
  database = await deployedDatabase();
  api = await testApi({ pool: database.pool, temporal: inMemoryTemporal(database.pool, now), now });
});
afterAll(() => database.drop());

/** A case that waits for the judge's review. */
async function waiting(
  changes: object = {},
): Promise<{ readonly number: string; readonly path: string; readonly task: string }> {
  const sent = application({ externalId: `task-${++filed}`, ...changes });
  const { body } = await api.call('judge', 'POST', '/cases', sent);
  const tasks = await api.call(
    'judge',
    'GET',
    `/user-tasks?state=open&pageSize=100&case=${encodeURIComponent(body.number)}`,
  );
  return { number: body.number, path: `/cases/${body.id}`, task: `/user-tasks/${tasks.body.items[0].id}` };
}
const codeOf = ({ status, body }: Answer) => [status, body.code];
const recordsOf = async (path: string) => (await api.call('judge', 'GET', `${path}/timeline`)).body.items.length;

test('a task is listed for its group and shown with its case, process and element', async () => {
  const { number, task } = await waiting();

  const { status, body } = await api.call('judge', 'GET', task);

  expect(status).toBe(200);
  expect(body).toMatchObject({
    caseNumber: number,
    processId: 'enforcement-case',
    elementId: 'review',
    name: '审查立案',
    candidateGroups: ['judge'],
    instructions: '登记是否受理。',
    instructionsEn: 'Record whether it is accepted.',
    state: 'open',
    openedAt: '2026-03-02T02:00:00.000Z',
  });
  const ids = async (query: string) =>
    (await api.call('judge', 'GET', `/user-tasks?pageSize=200&${query}`)).body.items.map(
      ({ caseNumber }: { caseNumber: string }) => caseNumber,
    );
  expect(await ids('group=judge')).toContain(number);
  expect(await ids('group=clerk')).toEqual([]);
  expect(await ids('mine=true')).toContain(number);
});

test('a party reads its case without the court’s tasks, whose variables name all parties in full', async () => {
  const { number, path } = await waiting();

  const staff = await api.call('judge', 'GET', path);
  const { statusCode, body } = await api.app.inject({
    method: 'GET',
    url: path,
    headers: { authorization: `Bearer ${api.token('party', [number])}` },
  });

  expect(staff.body.tasks).toMatchObject([
    { instructions: '登记是否受理。', instructionsEn: 'Record whether it is accepted.' },
  ]);
  expect(statusCode).toBe(200);
  for (const { idNumber } of application().debtors) expect(body).not.toContain(idNumber);
  expect(JSON.parse(body)).not.toHaveProperty('tasks');
});

test('a completed task ends its case; completing it again is refused and changes nothing', async () => {
  const { path, task } = await waiting();

  const done = await api.call('judge', 'POST', `${task}/complete`, { variables: { accepted: true } });
  const records = await recordsOf(path);
  const again = await api.call('judge', 'POST', `${task}/complete`, { variables: { accepted: false } });

  expect(done).toMatchObject({
    status: 200,
    body: { state: 'completed', completedBy: { id: 'judge', role: 'judge' } },
  });
  expect(codeOf(again)).toEqual([409, 'NOT_OPEN']);
  expect(await recordsOf(path)).toBe(records);
  expect((await api.call('judge', 'GET', path)).body.instances).toMatchObject([{ state: 'completed' }]);
});

test('completing a completed task under another Idempotency-Key is refused in the same words', async () => {
  const { task } = await waiting();
  await api.call('judge', 'POST', `${task}/complete`, { variables: {} });

  const response = await api.app.inject({
    method: 'POST',
    url: `${task}/complete`,
    headers: { authorization: `Bearer ${api.token('judge')}`, 'idempotency-key': 'another' },
    payload: { variables: {} },
  });

  expect(response.json()).toMatchObject({ status: 409, detail: '任务“审查立案”已完成，不能再次办理。' });
});

test('a task is completed only by a role it is offered to', async () => {
  const { task } = await waiting();

  expect(codeOf(await api.call('clerk', 'POST', `${task}/complete`, { variables: {} }))).toEqual([403, 'FORBIDDEN']);
  expect(codeOf(await api.call('procurator', 'POST', `${task}/claim`))).toEqual([403, 'FORBIDDEN']);
});

test('a claimed task belongs to its assignee until it is given back', async () => {
  const { task } = await waiting();
  const colleague = {
    authorization: `Bearer ${api.app.jwt.sign({ sub: 'judge-2', name: '刘法官', role: 'judge', court: '冀0102' })}`,
  };
  const asColleague = async (act: string) =>
    (await api.app.inject({ method: 'POST', url: `${task}/${act}`, headers: colleague })).json();

  const claimed = await api.call('judge', 'POST', `${task}/claim`);
  const refused = await asColleague('claim');
  const returned = await api.call('judge', 'POST', `${task}/unclaim`);
  const taken = await asColleague('claim');

  expect(claimed.body.assignee).toBe('judge');
  expect(refused.code).toBe('ASSIGNED_TO_OTHER');
  expect(returned.body.assignee).toBeNull();
  expect(taken.assignee).toBe('judge-2');
});

test('the judge moves a task’s dates and offers it to others, with a reason that the archive keeps', async () => {
  const { path, task } = await waiting();

  const changes = { dueDate: '2026-05-06', candidateGroups: ['clerk'], priority: 80, reason: '当事人申请延期' };
  const changed = await api.call('judge', 'PATCH', task, changes);
  const refused = await api.call('clerk', 'PATCH', task, { priority: 1, reason: 'x' });
  const nothing = await api.call('judge', 'PATCH', task, { reason: 'x' });

  expect(changed.body).toMatchObject({ candidateGroups: ['clerk'], priority: 80, due: '2026-05-06T16:00:00.000Z' });
  expect(codeOf(refused)).toEqual([403, 'FORBIDDEN']);
  expect(nothing.status).toBe(409);
  const { items } = (await api.call('judge', 'GET', `${path}/timeline`)).body;
  expect(JSON.stringify(items)).toContain('当事人申请延期');
  const done = await api.call('clerk', 'POST', `${task}/complete`, { variables: { accepted: false } });
  expect(done.status).toBe(200);
});

test.each([
  ['no variables', {}, '/variables'],
  ['variables that are a list', { variables: [] }, '/variables'],
  ['a field that is not known', { variables: {}, force: true }, '/force'],
])('%s are refused', async (_what, body, field) => {
  const { task } = await waiting();

  const answer = await api.call('judge', 'POST', `${task}/complete`, body);

  expect(answer.status).toBe(422);
  expect(answer.body.errors[0].field).toBe(field);
  expect((await api.call('judge', 'GET', task)).body.state).toBe('open');
});

test('results past the size limit are refused', async () => {
  const { task } = await waiting();

  const answer = await api.call('judge', 'POST', `${task}/complete`, { variables: { text: 'x'.repeat(200_000) } });

  expect(codeOf(answer)).toEqual([413, 'TOO_LARGE']);
});

test('an id that is no task is not found', async () => {
  for (const id of ['nonsense', 'YWJjIzE', Buffer.from('a#1#2').toString('base64url')])
    expect(codeOf(await api.call('judge', 'GET', `/user-tasks/${id}`))).toEqual([404, 'NOT_FOUND']);
});

test('a message reaches the waiting instance; the same id again has no effect, and with other content it is refused', async () => {
  const { path } = await waiting();
  const sent = { name: 'property-clue', messageId: 'clue-1', variables: propertyClue };

  const first = await api.call('clerk', 'POST', `${path}/messages`, sent);
  const records = await recordsOf(path);
  const again = await api.call('clerk', 'POST', `${path}/messages`, sent);
  const other = await api.call('clerk', 'POST', `${path}/messages`, {
    ...sent,
    variables: { ...propertyClue, by: '赵建国' },
  });

  expect(first).toMatchObject({ status: 202, body: { outcome: 'delivered' } });
  expect(again).toMatchObject({ status: 200, body: { outcome: 'repeated' } });
  expect(codeOf(other)).toEqual([409, 'MESSAGE_ID_CONFLICT']);
  expect(await recordsOf(path)).toBe(records);
  const { items } = (await api.call('judge', 'GET', `${path}/timeline`)).body;
  expect(items.map(({ elementId }: { elementId: string }) => elementId)).toContain('noted');
});

test('a message for a closed case is refused, and so is one that no process receives', async () => {
  const { path, task } = await waiting();
  const unknown = await api.call('clerk', 'POST', `${path}/messages`, {
    name: 'nonsense',
    messageId: '1',
    variables: {},
  });
  await api.call('judge', 'POST', `${task}/complete`, { variables: {} });

  const closed = await api.call('clerk', 'POST', `${path}/messages`, {
    name: 'property-clue',
    messageId: '2',
    variables: propertyClue,
  });

  expect(unknown).toMatchObject({
    status: 422,
    body: { errors: [{ field: '/name', whatToDo: expect.stringContaining('property-clue') }] },
  });
  expect(codeOf(closed)).toEqual([409, 'ENDED']);
  const { rows } = await database.pool.query(`select id from message where id like '%/2'`);
  expect(rows).toEqual([]);
});

test('the model shows the current elements of the case and the legal basis of each element', async () => {
  const { path } = await waiting();

  const { body } = await api.call('procurator', 'GET', `${path}/model`);

  expect(body.xml).toContain('<bpmn:process id="enforcement-case"');
  const review = body.elements.find(({ id }: { id: string }) => id === 'review');
  expect(review).toMatchObject({
    active: 1,
    completed: 0,
    openTasks: 1,
    legalBasis: [{ citation: 'EWR#16', lawId: 'EWR', article: '16' }],
  });
  expect(body.elements.find(({ id }: { id: string }) => id === 'filed')).toMatchObject({ active: 0, completed: 1 });
});

test('a case is canceled with a reason, once', async () => {
  const { path } = await waiting();

  const cancelled = await api.call('president', 'POST', `${path}/cancel`, { reason: '立案有误' });
  const again = await api.call('president', 'POST', `${path}/cancel`, { reason: '立案有误' });

  expect(cancelled.status).toBe(200);
  expect(codeOf(again)).toEqual([409, 'ENDED']);
  expect(codeOf(await api.call('clerk', 'POST', `${path}/cancel`, { reason: 'x' }))).toEqual([403, 'FORBIDDEN']);
});

test('the archive is shown with its hashes and verified', async () => {
  const { path } = await waiting();

  const { body } = await api.call('supervisor', 'GET', `${path}/archive`);
  const verification = await api.call('procurator', 'GET', `${path}/archive/verification`);

  expect(body.items.at(-1)).toMatchObject({ seq: body.head.seq, hash: body.head.hash });
  expect(verification.body).toEqual({ ok: true, length: body.head.seq, hash: body.head.hash });
});

const form = {
  type: 'default',
  id: 'review',
  components: [
    {
      type: 'number',
      key: 'days',
      label: '期限（日）',
      decimalDigits: 0,
      validate: { required: true, min: 1 },
      properties: { labelEn: 'days' },
    },
    { type: 'textfield', key: 'by.name', label: '姓名', validate: { required: true }, properties: { labelEn: 'name' } },
    { type: 'textarea', key: 'note', label: '备注' },
    { type: 'datetime', key: 'servedOn', subtype: 'date', label: '送达', properties: { notInFuture: 'true' } },
    { type: 'datetime', key: 'visitOn', subtype: 'date', label: '到场', disallowPassedDates: true },
  ],
};

/** After this call, cases are filed under a model whose task has a form. */
async function deployWithForm(): Promise<void> {
  const content = smallModel.replace(
    '<zeebe:userTask />',
    '<zeebe:userTask /><zeebe:formDefinition formId="review" />',
  );
  const files = [
    { name: 'enforcement-case.bpmn', content },
    { name: 'review.form', content: JSON.stringify(form) },
  ];
  expect((await api.call('admin', 'POST', '/models', { files })).status).toBe(201);
}

test('results that do not match the task’s form are refused field by field and change nothing; matching ones are accepted', async () => {
  await deployWithForm();
  const { path, task } = await waiting();
  const records = await recordsOf(path);

  const refused = await api.call('judge', 'POST', `${task}/complete`, {
    variables: { days: -3, more: 1, visitOn: '2026-03-01' },
  });
  const shown = await api.call('judge', 'GET', task);

  expect(codeOf(refused)).toEqual([422, 'INVALID']);
  expect(refused.body.errors).toEqual([
    {
      field: '/variables/days',
      rule: 'minimum',
      message: '不得小于 1',
      messageEn: 'must be at least 1',
      whatToDo: '请更正“期限（日）”后重新提交；任务仍待办理。',
      whatToDoEn: "Correct 'days' and complete the task again; it is still open.",
    },
    expect.objectContaining({ field: '/variables/by/name', rule: 'required', messageEn: 'is required and missing' }),
    expect.objectContaining({
      field: '/variables/visitOn',
      rule: 'formatMinimum',
      message: '不得早于 2026-03-02',
      messageEn: 'must not be before 2026-03-02',
    }),
  ]);
  expect(shown.body).toMatchObject({ state: 'open', form });
  expect(await recordsOf(path)).toBe(records);

  const variables = { days: 3, by: { name: '王' }, note: '', more: 1 };
  const done = await api.call('judge', 'POST', `${task}/complete`, { variables });
  expect(done).toMatchObject({ status: 200, body: { state: 'completed' } });
});

test('results reach the procedure only when they match the form; an empty text arrives as null', async () => {
  const temporal = fakeTemporal();
  await deployWithForm();
  const beside = await testApi({ pool: database.pool, temporal, now });
  const { task } = await waiting();

  const results = { by: { name: '王' }, note: '', more: 1 };
  await beside.call('judge', 'POST', `${task}/complete`, { variables: results });
  expect(temporal.asked).toEqual([]);

  await beside.call('judge', 'POST', `${task}/complete`, { variables: { ...results, days: 3 } });
  expect(temporal.asked.map(({ argument }) => argument.variables)).toEqual([{ ...results, days: 3, note: null }]);
});

test('the date of an act may not lie after the case’s current date', async () => {
  await deployWithForm();
  const { task } = await waiting({ training: { legalStart: '2026-05-04T01:00:00.000Z', secondsPerDay: 86_400 } });
  const servedOn = (date: string) =>
    api.call('judge', 'POST', `${task}/complete`, { variables: { days: 3, by: { name: '王' }, servedOn: date } });

  const refused = await servedOn('2026-05-05');

  expect(codeOf(refused)).toEqual([422, 'INVALID']);
  expect(refused.body.errors).toMatchObject([
    { field: '/variables/servedOn', messageEn: 'must not be after 2026-05-04' },
  ]);
  expect((await servedOn('2026-05-04')).status).toBe(200);
});
