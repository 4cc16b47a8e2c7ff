// The case page on a large register: PostgreSQL answers each of its statements in less than the bar.
import { expect } from '@jest/globals';
import { bar, measureRegister } from '../../bench/register/index.ts';
import { needs } from './needs.ts';

const minutes = 60_000;
const cases = Number(process.env['REGISTER_CASES'] ?? 0);
const testOnRequest = needs('a number of cases', cases > 0, 'REGISTER_CASES=1000000; it takes up to half an hour');

testOnRequest(
  `each statement of a case page takes less than ${bar} ms`,
  async () => {
    const measured = await measureRegister(cases);

    const slow = measured.filter(
      ({ group, server, again }) => group === 'page' && (server.median >= bar || again.milliseconds >= bar),
    );
    expect(slow).toEqual([]);
  },
  60 * minutes,
);
