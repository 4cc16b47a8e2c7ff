// An applicant reports a car of the debtor.
import { messages } from '../../../registry/messages.ts';
import type { Submission } from './message-schemas.ts';

/** A submission of each described message, with the content that its description gives. */
export const messageExamples: readonly Submission[] = messages.map(({ name, example }) => ({
  name,
  messageId: `changan-${name}-0001`,
  variables: example as Submission['variables'],
}));

export const otherExample: Submission = {
  name: 'file-borrowed',
  messageId: 'changan-file-0001',
  variables: { borrowedBy: '档案室', borrowedOn: '2026-03-10' },
};

export const messageExample: Submission = messageExamples.find(({ name }) => name === 'property-clue') ?? otherExample;
