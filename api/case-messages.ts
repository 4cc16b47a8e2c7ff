// What a message to a case must hold to before anything of it is stored (`messages/` in models/): its name is one that a process takes and people may
// send, and its variables fit the schema. A message that a court's own models wait for and nobody described passes as it is.
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { Case } from '../db/cases.ts';
import { messageNames } from '../db/models.ts';
import { caseParties } from '../db/parties.ts';
import type { Variables } from '../engine/event.ts';
import { type DescribedMessage, internalMessages, messages } from '../registry/messages.ts';
import type { AnySchema } from './answers/schema.ts';
import { legalDate } from './clock.ts';
import { type FieldError, invalid } from './problems/problem.ts';
import { fieldErrors } from './problems/translate.ts';
import type { Services } from './services.ts';
import { ajvOptions } from './validation.ts';

interface Submission {
  readonly name: string;
  readonly variables: Variables;
}

const ajv = new Ajv({ ...ajvOptions, $data: true });
addFormats.default(ajv, { formats: ['date'], keywords: true });
const validators = new Map(
  messages.map(({ name, variables }) => [
    name,
    ajv.compile({ type: 'object', required: ['variables'], properties: { variables } }),
  ]),
);

export async function requireSound({ pool, now }: Services, { id, clock }: Case, message: Submission): Promise<void> {
  requireSendable(message.name, await messageNames(pool));
  const fits = validators.get(message.name);
  if (!fits) return;
  const debtorIds = (await caseParties(pool, id)).filter(({ role }) => role === 'debtor').map(({ id }) => id);
  // Null counts as absent.
  if (fits({ variables: message.variables, today: legalDate(now(), clock), debtorIds: [...debtorIds, null] })) return;
  throw invalid(fieldErrors(fits.errors as ErrorObject[]).map((fault) => withAdvice(fault, message.name)));
}

function requireSendable(name: string, taken: readonly string[]): void {
  const internal = internalMessages.find((message) => message.name === name);
  if (!internal && taken.includes(name)) return;
  const names = taken.filter((one) => internalMessages.every((message) => message.name !== one));
  throw invalid([
    {
      field: '/name',
      rule: 'messageName',
      message: internal
        ? {
            zh: `消息“${name}”不得由外部提交。${internal.what.zh}`,
            en: `a message '${name}' cannot be submitted. ${internal.what.en}`,
          }
        : { zh: `没有流程接收消息“${name}”`, en: `no process takes a message '${name}'` },
      whatToDo: { zh: `可用名称：${names.join('、')}`, en: `Known names: ${names.join(', ')}` },
    },
  ]);
}

const withAdvice = (fault: FieldError, name: string): FieldError => ({
  ...fault,
  whatToDo: {
    zh: `请更正后重新提交；消息“${name}”未被接收，其内容见 /docs。`,
    en: `Correct it and send the message again; nothing of it was taken. What '${name}' holds: /docs.`,
  },
});

/** The body of a submission as clients read it: one of the messages that are described, or another that a court's own model waits for. */
export function describedSubmission(body: {
  readonly properties: object;
  readonly [keyword: string]: unknown;
}): AnySchema {
  const submissionOf = ({ name, title, what, legalBasis, variables }: DescribedMessage): AnySchema => ({
    ...body,
    title: `${name.replace(/(^|-)(.)/g, (_match, _dash, letter) => letter.toUpperCase())}Message`,
    description: `${title.zh} / ${title.en}：${what.zh}${what.en} ${legalBasis.join(' ')}`,
    properties: {
      ...body.properties,
      name: { type: 'string', enum: [name], description: '消息名称 / name of the message' },
      variables: withoutCaseData(variables),
    },
  });
  const other = {
    ...body,
    title: 'OtherMessage',
    description: '本院自行部署的模型所接收的其他消息 / another message that a court’s own model waits for',
  };
  return {
    title: 'Submission',
    description: '向案件提交的消息 / a message to a case',
    anyOf: [...messages.map(submissionOf), other],
  };
}

/** What is compared with the case stands in the fields' descriptions; `$data` is a word of ajv, not of JSON Schema. */
const withoutCaseData = (schema: object): AnySchema =>
  JSON.parse(JSON.stringify(schema), (_name, value) => (value?.$data === undefined ? value : undefined));
