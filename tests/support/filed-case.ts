// A case in the register, for tests that need one.
import { randomUUID } from 'node:crypto';
import { type Case, insertCase, type NewCase } from '../../db/cases.ts';
import { type Pool, transaction } from '../../db/pool.ts';

export async function fileCase(pool: Pool, changes: Partial<NewCase> = {}): Promise<Case> {
  return transaction(pool, async (tx) => {
    await tx.query(`insert into court (code, name) values ('冀0102', '石家庄市长安区人民法院') on conflict do nothing`);
    const filed = await insertCase(tx, {
      id: randomUUID(),
      courtCode: '冀0102',
      caseType: '执',
      filedOn: '2026-03-02',
      claimFen: 186_000_000n,
      application: { applicants: [{ name: '甲公司' }], debtors: [{ name: '李四' }] },
      processId: 'enforcement-case',
      parties: [
        { id: randomUUID(), role: 'applicant', kind: 'company', name: '甲公司' },
        { id: randomUUID(), role: 'debtor', kind: 'person', name: '李四', idNumber: '130102198001010011' },
      ],
      ...changes,
    });
    return filed.case;
  });
}
