// Reads model files: their graphs, decisions and forms, and the faults for which a file is refused.

import type { NewForm } from '../db/forms.ts';
import type { NewDecisionModel, NewProcessModel } from '../db/models.ts';
import { checkTables } from '../engine/check/index.ts';
import { readDecisions } from '../engine/dmn/index.ts';
import { type Fault, faultAt } from '../engine/fault.ts';
import { readForm } from '../engine/form/index.ts';
import { read } from '../engine/read/index.ts';
import { digest } from '../protocol/digest.ts';
import { say } from './fault-messages.ts';
import type { ModelFile } from './folder.ts';
import { refusing } from './links.ts';

export interface FileFault extends Fault {
  readonly file: string;
}

export interface ReadModels {
  readonly processes: readonly (NewProcessModel & { readonly file: string })[];
  readonly decisions: readonly (NewDecisionModel & { readonly file: string })[];
  readonly forms: readonly (NewForm & { readonly file: string })[];
  readonly faults: readonly FileFault[];
}

/**
 * Hashes cover the compiled graph or decisions too, so that a different result of a newer compiler is a new version.
 */
export async function readModels(files: readonly ModelFile[]): Promise<ReadModels> {
  const processes: ReadModels['processes'][number][] = [];
  const decisions: ReadModels['decisions'][number][] = [];
  const forms: ReadModels['forms'][number][] = [];
  const faults: FileFault[] = [];
  for (const { name: file, content } of files.filter(({ name }) => name.endsWith('.form'))) {
    const found = readForm(content);
    faults.push(...found.faults.map((fault) => ({ file, ...fault })));
    if (found.form) forms.push({ file, id: found.form.id, content });
  }
  const tables = files.filter(({ name }) => name.endsWith('.dmn')).map(({ content }) => content);
  for (const { name: file, content: xml } of files.filter(({ name }) => !name.endsWith('.form'))) {
    const found = file.endsWith('.dmn')
      ? { graphs: [], ...(await readDecisions(xml, tables)) }
      : { decisions: [], definitionsId: undefined, ...(await read(xml)) };
    faults.push(...found.faults.map((fault) => ({ file, ...fault })));
    faults.push(...refusing(file, checkTables(found.decisions, xml)));
    processes.push(...found.graphs.map((graph) => ({ file, hash: digest([xml, graph]), xml, graph })));
    const { definitionsId, decisions: inFile } = found;
    const [first] = inFile;
    if (!first) continue;
    if (definitionsId === undefined) faults.push({ file, ...faultAt('', undefined, say('registry.definitionsId')) });
    else decisions.push({ file, definitionsId, name: first.name, hash: digest([xml, inFile]), xml, decisions: inFile });
  }
  return { processes, decisions, forms, faults };
}
