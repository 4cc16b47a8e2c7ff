// Failures of the database leave as problems that say in Chinese what happened; the driver's text goes to the log only.
import { expect, test } from '@jest/globals';
import Fastify from 'fastify';
import pg from 'pg';
import { registerProblems } from '../../api/problems/handler.ts';

const failing = (failure: Error) => {
  const app = Fastify();
  registerProblems(app);
  app.get('/', () => Promise.reject(failure));
  return app.inject('/');
};

const fromDatabase = (code: string) => Object.assign(new pg.DatabaseError('some secret row', 1, 'error'), { code });

test.each([
  ['a lost connection', fromDatabase('08006'), 503, '数据库暂不可用。'],
  ['a connection that ends', new Error('Connection terminated unexpectedly'), 503, '数据库暂不可用。'],
  ['a serialization failure', fromDatabase('40001'), 503, '同一数据正由另一操作修改，本次未能写入。'],
  ['a value out of range', fromDatabase('22003'), 422, '某个值的格式或范围不被接受。'],
  ['a broken constraint', fromDatabase('23514'), 500, '数据库未能执行该操作，请查看系统日志。'],
  ['an error of the program', new TypeError('some secret row'), 500, '请查看系统日志。'],
])('%s is a problem in Chinese', async (_what, failure, status, detail) => {
  const response = await failing(failure);

  expect(response.statusCode).toBe(status);
  expect(response.json()).toMatchObject({ detail });
  expect(response.body).not.toMatch(/secret|terminated/);
});
