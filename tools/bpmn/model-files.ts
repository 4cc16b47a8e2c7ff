// Reads model files from any tool: in every encoding that XML declares, and in the dialects of other engines.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { boundKey } from '../../engine/behaviors/decisions.ts';
import { type Bilingual, inBoth } from '../../engine/catalogue.ts';
import { checkForm, checkTables, type Finding } from '../../engine/check/index.ts';
import { type Decisions, readDecisions } from '../../engine/dmn/index.ts';
import type { Fault } from '../../engine/fault.ts';
import { type Form, readForm } from '../../engine/form/index.ts';
import type { Graph, Model } from '../../engine/graph.ts';
import { scan } from '../../engine/read/guard.ts';
import { read } from '../../engine/read/index.ts';
import { modelFiles } from '../../registry/folder.ts';
import { today } from '../../registry/links.ts';
import { faultsOfRows } from '../../registry/row-citations.ts';
import { CommandFault } from './command-fault.ts';
import { convertCamunda7, isCamunda7 } from './convert/camunda7.ts';
import { formatDiagnostic } from './convert/diagnostic.ts';
import { say } from './messages.ts';

interface InFile {
  readonly file: string;
}

export interface Files {
  readonly graphs: readonly Graph[];
  readonly decisions: Decisions;
  /** Decisions with a version tag, as the model holds them. */
  readonly bound: NonNullable<Model['bound']>;
  readonly forms: { readonly [id: string]: Form };
  readonly faults: readonly (Fault & InFile)[];
  /** Findings in the decision tables and the forms. */
  readonly findings: readonly (Finding & InFile)[];
  /** Messages of the conversion from another dialect. */
  readonly diagnostics: readonly string[];
  readonly fileOf: ReadonlyMap<Graph, string>;
}

/** @param toRun also reads sketches, and converts models of the Camunda 7 dialect first */
export async function readFiles(names: readonly string[], toRun: boolean): Promise<Files> {
  const graphs: Graph[] = [];
  const decisions: Decisions[] = [];
  const bound: { [key: string]: Decisions } = {};
  const forms: Form[] = [];
  const faults: (Fault & InFile)[] = [];
  const findings: (Finding & InFile)[] = [];
  const diagnostics: string[] = [];
  const fileOf = new Map<Graph, string>();
  const tables = names.filter((name) => name.endsWith('.dmn')).map(readText);
  for (const file of names) {
    const content = readText(file);
    const inFile = <F extends Fault>(fault: F) => ({ ...fault, file });
    if (file.endsWith('.dmn')) {
      const found = await readDecisions(content, tables);
      const byId = Object.fromEntries(found.decisions.map((decision) => [decision.id, decision]));
      decisions.push(byId);
      for (const { id, versionTag } of found.decisions)
        if (versionTag) bound[boundKey({ binding: 'versionTag', versionTag }, id)] = byId;
      faults.push(...found.faults.map(inFile));
      if (!toRun) faults.push(...faultsOfRows(found.decisions, content, today()).map(inFile));
      findings.push(...checkTables(found.decisions, content).map(inFile));
    } else if (file.endsWith('.form')) {
      const found = readForm(content);
      if (found.form) {
        forms.push(found.form);
        findings.push(...checkForm(found.form).map(inFile));
      }
      faults.push(...found.faults.map(inFile));
    } else {
      const needsConversion = isCamunda7(content);
      if (needsConversion && !toRun) diagnostics.push(inBoth(say('file.camunda7', { file })));
      const found =
        toRun && needsConversion
          ? await readConverted(file, content, diagnostics)
          : await read(content, { isSketch: toRun });
      for (const graph of found.graphs) fileOf.set(graph, file);
      graphs.push(...found.graphs);
      faults.push(...found.faults.map(inFile));
    }
  }
  return {
    graphs,
    decisions: Object.assign({}, ...decisions) as Decisions,
    bound,
    forms: Object.fromEntries(forms.map((form) => [form.id, form])),
    faults,
    findings,
    diagnostics,
    fileOf,
  };
}

/**
 * Reads the models next to the given ones, which declare a process's callers and a form's fields. Unreadable files are
 * skipped.
 */
export async function readNeighbors(names: readonly string[]): Promise<Pick<Files, 'graphs' | 'decisions' | 'forms'>> {
  const given = names.map((name) => resolve(name));
  const files = [...new Set(given.flatMap(neighborFiles))].filter((file) => !given.includes(file));
  const read = await Promise.all(files.map((file) => readFiles([file], false).catch(() => [])));
  const found = read.flat();
  return {
    graphs: found.flatMap(({ graphs }) => graphs),
    decisions: Object.assign({}, ...found.map(({ decisions }) => decisions)) as Decisions,
    forms: Object.assign({}, ...found.map(({ forms }) => forms)) as Files['forms'],
  };
}

/** The whole models folder for a file in `procedures/<name>/`, and its own folder for any other file. */
function neighborFiles(file: string): string[] {
  const root = /^(.*)\/procedures\/[^/]+\//.exec(file)?.[1];
  if (root !== undefined) return modelFiles(root).map(({ name }) => join(root, name));
  const names = readdirSync(dirname(file)).filter((name) => /\.(bpmn|dmn|form)$/.test(name));
  return names.slice(0, maxNeighborFiles).map((name) => join(dirname(file), name));
}

const maxNeighborFiles = 200;

/** Converts first; faults keep the line numbers of the original file. */
async function readConverted(file: string, content: string, diagnostics: string[]) {
  const converted = await convertCamunda7(content).catch(() => undefined);
  if (!converted) return read(content, { isSketch: true });
  diagnostics.push(
    ...converted.diagnostics
      .filter(({ kind }) => kind !== 'dropped')
      .map((diagnostic) => formatDiagnostic(file, diagnostic)),
  );
  const { graphs, faults } = await read(converted.xml, { isSketch: true });
  const { lines } = scan(content);
  return {
    graphs,
    faults: faults.map(({ elementId, reason, reasonZh }) => {
      const line = lines.get(elementId);
      return { elementId, ...(line === undefined ? {} : { line }), reason, reasonZh };
    }),
  };
}

export const readText = (file: string): string => {
  try {
    return textOf(readFileSync(file), file);
  } catch (error) {
    throw error instanceof CommandFault ? error : new CommandFault(unreadable(file, error as NodeJS.ErrnoException));
  }
};

function unreadable(file: string, { code, message }: NodeJS.ErrnoException): Bilingual {
  if (code === 'ENOENT') return say('file.missing', { file });
  return code === 'EISDIR' ? say('file.isFolder', { file }) : say('file.unreadable', { file, detail: message });
}

/** XML 1.0 appendix F: the byte order mark decides the encoding, else the bytes of `<?`, else the declaration. */
export function textOf(bytes: Uint8Array, file: string): string {
  const [a, b, c] = bytes;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
  // A declaration that is readable byte by byte is not in UTF-16, even if it says so.
  const byteEncoding = declared === undefined || /^utf-?16|^ucs-?[24]/i.test(declared) ? 'utf-8' : declared;
  const isUtf16le = (a === 0xff && b === 0xfe) || (a === 0x3c && b === 0);
  const isUtf16be = (a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c);
  const isMarked = a === 0xef && b === 0xbb && c === 0xbf;
  const encoding = isUtf16le ? 'utf-16le' : isUtf16be ? 'utf-16be' : isMarked ? 'utf-8' : byteEncoding;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new CommandFault(say('file.encoding', { file, encoding }));
  }
}
