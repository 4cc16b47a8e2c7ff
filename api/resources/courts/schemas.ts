// 法院: the courts that use the system.
import type { Court } from '../../../db/courts.ts';
import { named, nullable, object, text } from '../../http/schema.ts';
import { courtExample } from './examples.ts';

export const court = named(
  'Court',
  '法院 / a court',
  object<Court>({
    code: text('法院代码，如 冀0102 / code'),
    name: text('名称 / name'),
    superiorCode: nullable(text('上级法院代码 / code of the superior court')),
  }),
  courtExample,
);
