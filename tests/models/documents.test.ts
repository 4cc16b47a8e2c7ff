// The fields of each document's template are given by the jobs that issue it; a misspelled field would be empty in the
// document. The message names docs/add-procedure.md.
import { expect, test } from '@jest/globals';
import Mustache from 'mustache';
import { readTemplates } from '../../registry/documents.ts';
import { modelFiles } from '../../registry/folder.ts';
import { readModels } from '../../registry/read.ts';
import { type Procedure, readProcedures } from '../../tools/pages/procedures.ts';

const page = 'docs/add-procedure.md';
const templates = readTemplates();
const procedures = await readProcedures();
const tables = (await readModels(modelFiles())).decisions;

/** The fields of every document (docs/modelling.md, Documents). */
const always = [
  ...['number', 'court', 'applicants', 'debtors', 'instrument', 'claimYuan'],
  ...['documentNumber', 'addressee', 'date', 'legalBasis', 'type'],
];

interface Issue {
  readonly job: string;
  readonly type: string;
  readonly fields: readonly string[];
}

const issues: readonly Issue[] = procedures.flatMap((procedure) =>
  Object.values(procedure.graph.elements)
    .filter(({ job }) => job?.type === 'db:document.issue')
    .flatMap(({ id, inputs = [] }) => {
      const order = inputs.find(({ target }) => target === 'document')?.source ?? '';
      const choice = /type:(.*?), *addressee:/s.exec(order)?.[1] ?? '';
      const named = namedIn(choice);
      const types = named.length > 0 ? named : chosenTypes(procedure);
      return types.map((type) => ({ job: `${procedure.id}/${id}`, type, fields: fieldsIn(order) }));
    }),
);

/** The types of documents that stand as texts in an expression or a file. */
function namedIn(text: string): string[] {
  return [...templates.keys()].filter((type) => new RegExp(`("|&quot;|&#34;)${type}("|&quot;|&#34;)`).test(text));
}

/** The types that a table of the procedure, or a call of the procedure, may choose. */
function chosenTypes({ id, decisions }: Procedure): string[] {
  const own = tables.filter((file) => file.decisions.some((decision) => decisions.includes(decision.id)));
  const calls = procedures.flatMap(({ graph }) =>
    Object.values(graph.elements)
      .filter(({ call }) => call?.processId === id)
      .flatMap(({ inputs = [] }) => inputs.map(({ source }) => source)),
  );
  return namedIn([...own.map(({ xml }) => xml), ...calls].join('\n'));
}

/** The names of the entries of `fields: {…}`; each amount has its `…Yuan` too. */
function fieldsIn(order: string): string[] {
  const [, ...after] = order.split(/fields: *\{/);
  const names: string[] = [];
  let depth = 0;
  for (const [part] of after.join('{').matchAll(/"[^"]*"|[{[(]|[}\])]|\w+(?= *:)/g)) {
    if (/^[{[(]/.test(part)) depth += 1;
    else if (/^[}\])]/.test(part)) depth -= 1;
    else if (depth === 0 && !part.startsWith('"')) names.push(part);
    if (depth < 0) break;
  }
  return names.flatMap((name) => (name.endsWith('Fen') ? [name, `${name.slice(0, -3)}Yuan`] : [name]));
}

type Token = readonly [kind: string, name: string, from: number, to: number, inner?: readonly Token[]];

/**
 * The fields that a template names. A section that prints its own field depends on that field; any other section goes
 * through a list, whose items have fields of their own.
 */
function fieldsOf(tokens: readonly Token[], isOptional = false): { name: string; isOptional: boolean }[] {
  return tokens.flatMap(([kind, name, , , inner = []]) => {
    if (kind === 'name' || kind === '&') return [{ name, isOptional }];
    if (kind !== '#' && kind !== '^') return [];
    const within = fieldsOf(inner, true);
    const isOwn = kind === '^' || within.some((field) => field.name === name);
    return [{ name, isOptional: true }, ...(isOwn ? within : [])];
  });
}

test.each([...templates])('the jobs that issue %s give the fields of its template', (type, template) => {
  const jobs = issues.filter((issue) => issue.type === type);
  const needed = fieldsOf(Mustache.parse(template) as unknown as Token[]).filter(({ name }) => !always.includes(name));

  const oversights = [
    ...(jobs.length === 0 ? [`No job issues '${type}'.`] : []),
    ...jobs.flatMap(({ job, fields }) =>
      needed
        .filter(({ name, isOptional }) => !isOptional && !fields.includes(name))
        .map(({ name }) => `${job} does not give the field '${name}' of '${type}'.`),
    ),
    ...needed
      .filter(({ name, isOptional }) => isOptional && !jobs.some(({ fields }) => fields.includes(name)))
      .map(({ name }) => `No job gives the field '${name}' of '${type}'.`),
  ];
  expect({ see: page, oversights: [...new Set(oversights)] }).toEqual({ see: page, oversights: [] });
});
