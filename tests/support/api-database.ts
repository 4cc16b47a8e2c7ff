// A database in the state after a deployment: courts, and a small model of the enforcement case.
import { deployCourts } from '../../db/courts.ts';
import { deployCalendar } from '../../db/models.ts';
import { createPool } from '../../db/pool.ts';
import { calendar } from '../../law/calendar.ts';
import courts from '../../models/courts.json' with { type: 'json' };
import { deployFiles } from '../../registry/deploy.ts';
import { smallModel } from './api.ts';
import { type TestDatabase, testDatabase } from './postgres.ts';

export async function deployedDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  const owner = createPool(database.ownerUrl);
  await deployCourts(owner, courts);
  await deployCalendar(owner, calendar, 'test');
  await deployFiles(owner, [{ name: 'enforcement-case.bpmn', content: smallModel }], 'test');
  await owner.end();
  return database;
}
