// 运行: state of the process and of the services that it requires.
import { flag, named, object, text, withExample } from '../../http/schema.ts';

export const alive = object<{ readonly status: string }>({ status: withExample(text('固定为 ok / always ok'), 'ok') });
export const readiness = named(
  'Readiness',
  '依赖的服务是否可用 / state of the required services',
  object<{ readonly postgres: boolean; readonly temporal: boolean }>({
    postgres: flag('PostgreSQL 可用 / answers'),
    temporal: flag('Temporal 可用 / answers'),
  }),
  { postgres: true, temporal: true },
);
