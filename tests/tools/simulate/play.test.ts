// The content of a scenario: who decides when, how bodies behave, and where a run stops.
import { expect, test } from '@jest/globals';
import type { Report } from '../../../tools/simulate/report/report.ts';
import { deposit, loan, played } from './support.ts';

const linesOf = ({ cases }: Report, kind: string, element?: string) =>
  cases[0]!.timeline
    .filter((line) => line.kind === kind && (element === undefined || line.element === element))
    .map(({ on, text }) => `${on} ${text.zh}`);

test('without a decision the run stops, and says for whom it waits and until when', async () => {
  const { report } = await played(loan({ defaults: false }));

  expect(report).toMatchObject({
    outcome: 'waiting',
    on: '2026-03-02',
    waiting: [{ task: 'reviewApplication', roles: ['judge'], people: ['王法官'], lastDay: '2026-03-09' }],
  });
});

test('a task that is left open does not stop the run: its deadline passes', async () => {
  const { report } = await played(
    loan({ defaults: false, decisions: [{ task: '审查执行申请', leave: true }], until: '2026-03-20' }),
  );

  expect(report.outcome).toBe('until');
  expect(report.on).toBe('2026-03-20');
  expect(report.cases[0]!.deadlines).toMatchObject([{ label: '立案审查期限', state: 'missed', lastDay: '2026-03-09' }]);
});

test('a task that is left open is listed where the run stops', async () => {
  const { report } = await played(
    loan({ defaults: false, decisions: [{ task: '审查执行申请', leave: true }], until: '2026-03-03' }),
  );

  expect(report.waiting).toMatchObject([{ task: 'reviewApplication', people: ['王法官'], lastDay: '2026-03-09' }]);
});

test('a decision is made by its person, on its day', async () => {
  const { report } = await played(
    loan({
      people: { 陈法官: { role: 'judge' }, 林法官: { role: 'judge' }, 吴院长: { role: 'president' } },
      decisions: [
        { task: 'reviewApplication', by: '林法官', on: '2026-03-05', result: { accepted: true } },
        { task: 'assignCase', afterDays: 3, result: { handler: '林法官' } },
      ],
      until: '2026-03-08',
    }),
  );

  expect(linesOf(report, 'task')).toEqual([
    '2026-03-05 法官林法官：审查执行申请',
    '2026-03-08 院长吴院长：指定承办法官',
  ]);
  expect(report.cases[0]!.handler).toBe('林法官');
});

test('the n-th time a task opens it gets the decision for that occurrence', async () => {
  const clue = { clue: { assets: [{ kind: 'vehicle', externalRef: '冀A00001', description: '轿车' }] } };
  const { report } = await played(
    loan({
      decisions: [
        { task: 'verifyClue', result: { verified: false } },
        { task: 'verifyClue', occurrence: 2, by: '李执行员', afterDays: 4, result: { verified: false } },
      ],
      messages: [
        { name: 'property-clue', on: '2026-03-16', variables: clue },
        { name: '财产线索', on: '2026-03-23', variables: clue },
      ],
      until: '2026-04-10',
    }),
  );

  expect(linesOf(report, 'task', 'verifyClue').map((line) => line.slice(0, 10))).toEqual(['2026-03-16', '2026-03-27']);
});

test('a period that only had to pass is over, and not met', async () => {
  const { report } = await played(loan({ until: '2026-07-01' }));

  const wait = report.cases[0]!.deadlines.find(({ label }) => label === '终本最早日期')!;
  expect(wait).toMatchObject({ state: 'met', lastDay: '2026-06-02' });
  expect(wait.explanation.zh).toMatch(/；2026-06-03 期满。$/);
  expect(linesOf(report, 'deadlineEnd')).toContain('2026-06-03 期满：终本最早日期（至 2026-06-02）');
});

test('a body answers after its days, refuses with its reason, or is silent', async () => {
  const bodies = {
    default: { afterDays: 1 },
    中国工商银行: { afterDays: 3 },
    'bank/ccb': { refuse: '不予协助查询' },
    河北银行: { silent: true },
  };
  const { report } = await played(loan({ bodies, until: '2026-03-20' }));

  const answers = linesOf(report, 'answer').filter((line) => line.includes('查询'));
  expect(answers).toContain('2026-03-07 石家庄市不动产登记中心：查询不动产登记，已答复');
  expect(answers).toContain('2026-03-09 中国工商银行：查询存款，已答复');
  expect(answers).toContain('2026-03-06 中国建设银行：查询存款，拒绝（不予协助查询）');
  expect(answers.filter((line) => line.includes('河北银行'))).toEqual([]);
});

test('a refusal may come days later', async () => {
  const { report } = await played(
    loan({ bodies: { 'bank/ccb': { refuse: '不予协助', afterDays: 2 } }, until: '2026-03-20' }),
  );

  expect(linesOf(report, 'answer')).toContain('2026-03-08 中国建设银行：查询存款，拒绝（不予协助）');
});

test('an operation’s behaviors apply in turn, and the last one stays', async () => {
  const failed = { answer: { sold: false, priceFen: null, buyer: null, bids: 0 } };
  const { report } = await played(
    loan({
      property: { realEstate: [{ owner: '周文斌', externalRef: '冀-1', description: '住宅', valueFen: 20_000_000 }] },
      bodies: { auction: { operations: { publish: [failed, {}] } } },
    }),
  );

  const issued = report.cases[0]!.documents.map(({ type }) => type);
  expect(issued.filter((type) => type === '拍卖公告')).toHaveLength(2);
  expect(issued).toContain('成交裁定书');
});

test('a body on paper is answered for by the clerk', async () => {
  const { report } = await played(
    loan({ property: deposit('icbc', 15_000_000), bodies: { 中国工商银行: { paper: true } }, until: '2026-03-10' }),
  );

  expect(linesOf(report, 'task', 'recordPaperAnswer')[0]).toContain('书记员张书记员：登记纸质回执');
});

test('the ordinary course is the answer of `defaults`: a case whose debtor has enough is paid and closed', async () => {
  const { report } = await played(loan({ property: deposit('icbc', 15_000_000) }));

  expect(report.outcome).toBe('ended');
  expect(report.cases).toMatchObject([{ status: 'closed', closingWay: 'fullyPerformed', money: { bankFen: 0 } }]);
});

test('a message for the resumed case waits until there is one', async () => {
  const { report } = await played(
    loan({
      messages: [
        {
          name: '申请恢复执行',
          on: '2026-08-03',
          variables: { application: { assets: [{ kind: 'vehicle', externalRef: '冀A00001', description: '轿车' }] } },
        },
        { name: '撤回申请或者执行和解', to: 'resumed', on: '2026-04-01', variables: {} },
      ],
      property: { vehicles: [{ owner: '周文斌', externalRef: '冀A00001', valueFen: 5_000_000, from: '2026-07-01' }] },
    }),
  );

  expect(report.cases.map(({ status, resumes }) => [status, resumes])).toEqual([
    ['round_terminated', null],
    ['closed', report.cases[0]!.number],
  ]);
  expect(report.cases[1]!.closingWay).toBe('ended');
});
