// The one reader of the models folder (docs/modelling.md). A file's folder (`procedures/<name>/…`, `shared/…`) is only
// where it is kept; the ids inside the files rule.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export interface ModelFile {
  /** Its path in the folder: `procedures/judicial-auction/judicial-auction.bpmn`. */
  readonly name: string;
  readonly content: string;
}

export const modelsFolder = join(import.meta.dirname, '..', 'models');

/** Diagrams, decision tables and forms. */
export const modelFiles = (folder = modelsFolder): ModelFile[] => filesBelow(folder, /\.(bpmn|dmn|form)$/);

export const documentFiles = (folder = modelsFolder): ModelFile[] => filesBelow(folder, /\.mustache$/);

/** Descriptions of messages, and the schemas that two of them use (`*.schema.json`). */
export const messageFiles = (folder = modelsFolder): ModelFile[] => filesBelow(folder, /(^|\/)messages\/[^/]+\.json$/);

/** The procedure's folder that a file is kept in; undefined for a shared file. */
export const procedureOf = (name: string): string | undefined => /^procedures\/([^/]+)\//.exec(name)?.[1];

const filesBelow = (folder: string, pattern: RegExp): ModelFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => ({ name, content: readFileSync(join(folder, name), 'utf8') }));
