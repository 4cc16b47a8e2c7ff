// Writes the part of every procedure's README that is made from its model. Used by `npm run bpmn -- support`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pageOf, procedurePage } from './procedure-page.ts';
import { readProcedures } from './procedures.ts';

export async function writePages(): Promise<void> {
  const procedures = await readProcedures();
  for (const procedure of procedures) {
    const page = pageOf(procedure);
    const written = existsSync(page) ? readFileSync(page, 'utf8') : '';
    writeFileSync(page, procedurePage(procedure, procedures, written));
  }
}
