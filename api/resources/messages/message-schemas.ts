// Rules for a message to a case, checked before anything of it is stored (`messages/` in models/): a process takes its
// name and people may send it, and its variables fit the schema. A message of a court's own models that is not
// described passes as it is.
import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { Case } from '../../../db/cases.ts';
import { messageNames } from '../../../db/models.ts';
import { caseParties } from '../../../db/parties.ts';
import type { Queryable } from '../../../db/pool.ts';
import { listed } from '../../../engine/catalogue.ts';
import type { Variables } from '../../../engine/event.ts';
import { type DescribedMessage, internalMessages, messages } from '../../../registry/messages.ts';
import { legalDate } from '../../clock.ts';
import type { AnySchema } from '../../http/schema.ts';
import { ajvOptions } from '../../http/validation.ts';
import { say } from '../../problems/messages.ts';
import { type FieldError, invalid } from '../../problems/problem.ts';
import { fieldErrors } from '../../problems/translate.ts';
import type { Services } from '../../services.ts';

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

export async function requireValid(
  db: Queryable,
  { now }: Services,
  { id, clock }: Case,
  message: Submission,
): Promise<void> {
  requireSendable(message.name, await messageNames(db));
  const fits = validators.get(message.name);
  if (!fits) return;
  const debtorIds = (await caseParties(db, id)).filter(({ role }) => role === 'debtor').map(({ id }) => id);
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
      message: internal ? say('message.internal', { name, what: internal.what }) : say('message.unknown', { name }),
      whatToDo: say('message.unknown.remedy', { names: listed(names) }),
    },
  ]);
}

const withAdvice = (fault: FieldError, name: string): FieldError => ({
  ...fault,
  whatToDo: say('message.faulty.remedy', { name }),
});

/**
 * The body of a submission as clients read it: one of the messages that are described, or another that a court's own
 * model waits for.
 */
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

/** Comparisons with the case stand in the fields' descriptions; `$data` is a word of ajv, not of JSON Schema. */
const withoutCaseData = (schema: object): AnySchema =>
  JSON.parse(JSON.stringify(schema), (_name, value) => (value?.$data === undefined ? value : undefined));
