// Rules for a message to a case, checked before it is inserted: a process catches the name, people may send it, and its
// variables fit the schema (`messages/` in models/). A message of a court's own models without a description is not
// checked further.
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
import { messageExamples, otherExample } from './examples.ts';

export interface Submission {
  readonly name: string;
  readonly messageId: string;
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

/** @throws Problem INVALID with all faults and their remedies */
export async function requireValid(
  db: Queryable,
  { now }: Services,
  { id, clock }: Case,
  message: Pick<Submission, 'name' | 'variables'>,
): Promise<void> {
  requireSendable(message.name, await messageNames(db));
  const fits = validators.get(message.name);
  if (!fits) return;
  const debtorIds = (await caseParties(db, id)).filter(({ role }) => role === 'debtor').map(({ id }) => id);
  // null among the ids, because a variable that is null counts as absent.
  if (fits({ variables: message.variables, today: legalDate(now(), clock), debtorIds: [...debtorIds, null] })) return;
  throw invalid(fieldErrors(fits.errors as ErrorObject[]).map((fault) => withAdvice(fault, message.name)));
}

function requireSendable(name: string, caught: readonly string[]): void {
  const internal = internalMessages.find((message) => message.name === name);
  if (!internal && caught.includes(name)) return;
  const names = caught.filter((one) => internalMessages.every((message) => message.name !== one));
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
 * The body of a submission for the API's description: one of the described messages, or another that a court's own
 * model catches.
 */
export function describedSubmission(body: {
  readonly properties: object;
  readonly [keyword: string]: unknown;
}): AnySchema {
  const submissionOf = ({ name, title, what, legalBasis, variables }: DescribedMessage, index: number): AnySchema => ({
    ...body,
    title: `${name.replace(/(^|-)(.)/g, (_match, _dash, letter) => letter.toUpperCase())}Message`,
    description: `${title.zh} / ${title.en}：${what.zh}${what.en} ${legalBasis.join(' ')}`,
    properties: {
      ...body.properties,
      name: { type: 'string', enum: [name], description: '消息名称 / name of the message' },
      variables: withoutCaseData(variables),
    },
    examples: [messageExamples[index]],
  });
  const other = {
    ...body,
    title: 'OtherMessage',
    description: '本院自行部署的模型所接收的其他消息 / another message that a court’s own model catches',
    examples: [otherExample],
  };
  return {
    title: 'Submission',
    description: '向案件提交的消息 / a message to a case',
    anyOf: [...messages.map(submissionOf), other],
  };
}

/** The schema without `$data`, which only ajv knows; the fields' descriptions state those comparisons in words. */
const withoutCaseData = (schema: object): AnySchema =>
  JSON.parse(JSON.stringify(schema), (_name, value) => (value?.$data === undefined ? value : undefined));
