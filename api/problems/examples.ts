// One example for each problem code, made as the API makes it.
import { say as checked } from '../../engine/check/messages.ts';
import { exampleCase } from '../example-case.ts';
import type { ProblemCode } from './codes.ts';
import { knownRole, say } from './messages.ts';
import { details, type FieldError, invalid, notFound, Problem, type ProblemDetails } from './problem.ts';

const { number } = exampleCase;
const task = '审查执行申请';

const fault: FieldError = {
  field: '/court',
  rule: 'unknownCourt',
  message: say('filing.unknownCourt', { court: '冀9999' }),
  whatToDo: say('filing.unknownCourt.remedy'),
};

const problems: { readonly [code in ProblemCode]: Problem } = {
  MALFORMED: new Problem('MALFORMED', say('request.malformed')),
  INVALID: invalid([fault]),
  UNAUTHENTICATED: new Problem('UNAUTHENTICATED', say('request.unauthenticated')),
  FORBIDDEN: new Problem(
    'FORBIDDEN',
    say('access.permission', { role: knownRole('party'), permission: say('permission.case.file') }),
  ),
  NOT_FOUND: notFound('case', number),
  TOO_LARGE: new Problem('TOO_LARGE', say('request.tooLarge')),
  MEDIA_TYPE: new Problem('MEDIA_TYPE', say('request.mediaType')),
  EXTERNAL_ID_CONFLICT: new Problem(
    'EXTERNAL_ID_CONFLICT',
    say('filing.externalId', { externalId: 'changan-2026-0186', number }),
  ),
  NOT_OPEN: new Problem('NOT_OPEN', say('task.completed', { name: task })),
  ASSIGNED_TO_OTHER: new Problem('ASSIGNED_TO_OTHER', say('task.assigned', { name: task, assignee: 'judge' })),
  ENDED: new Problem('ENDED', say('case.ended', { number })),
  MESSAGE_ID_CONFLICT: new Problem('MESSAGE_ID_CONFLICT', say('message.idUsed', { messageId: 'changan-clue-0001' })),
  ANSWER_CONFLICT: new Problem('ANSWER_CONFLICT', say('agency.answeredBefore', { id: `${number}-62` })),
  REFUSED: new Problem('REFUSED', say('case.sameVersion', { version: 1 })),
  MODEL_REFUSED: new Problem('MODEL_REFUSED', say('model.faults', { count: 1 }), [
    {
      field: 'receipt-registration.bpmn',
      rule: 'model',
      message: checked('check.unreachable', { name: '登记送达回执' }),
      whatToDo: checked('check.unreachable.advice'),
      elementId: 'register',
      line: 7,
    },
  ]),
  NO_MODEL: new Problem('NO_MODEL', say('filing.noModel', { process: 'enforcement-case' })),
  UNAVAILABLE: new Problem('UNAVAILABLE', say('process.notDone')),
  INTERNAL: new Problem('INTERNAL', say('request.internal')),
};

const instance = 'urn:uuid:0b2c6e0e-6a0e-4d2f-8f5e-0d8f0f6f8a11';

export const problemExamples = Object.fromEntries(
  Object.entries(problems).map(([code, problem]) => [code, details(problem, instance)]),
) as { readonly [code in ProblemCode]: ProblemDetails };

/** The problem INVALID with these faults. */
export const invalidExample = (faults: readonly FieldError[]): ProblemDetails => details(invalid(faults), instance);
