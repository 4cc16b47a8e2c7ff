// The only reader of the models folder (docs/modelling.md). The place of a file (`procedures/<name>/…`, `shared/…`) has
// no meaning; only the ids inside the files count.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export interface ModelFile {
  /** Path below the models folder: `procedures/judicial-auction/judicial-auction.bpmn`. */
  readonly name: string;
  readonly content: string;
}

export const modelsFolder = join(import.meta.dirname, '..', 'models');

/** Diagrams, decision tables and forms. */
export const modelFiles = (folder = modelsFolder): ModelFile[] => filesBelow(folder, /\.(bpmn|dmn|form)$/);

export const documentFiles = (folder = modelsFolder): ModelFile[] => filesBelow(folder, /\.mustache$/);

/** Descriptions of messages, and schemas that several of them share (`*.schema.json`). */
export const messageFiles = (folder = modelsFolder): ModelFile[] => filesBelow(folder, /(^|\/)messages\/[^/]+\.json$/);

/** Name of the procedure whose folder has the file; undefined for a shared file. */
export const procedureOf = (name: string): string | undefined => /^procedures\/([^/]+)\//.exec(name)?.[1];

const filesBelow = (folder: string, pattern: RegExp): ModelFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => ({ name, content: readFileSync(join(folder, name), 'utf8') }));
