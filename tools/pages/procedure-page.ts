// The README of a procedure: the part between the marks is generated from its model, the rest is written by hand.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { knownRole } from '../../api/problems/messages.ts';
import { calendar } from '../../law/calendar.ts';
import { citationText } from '../../law/citation-text.ts';
import { modelsFolder } from '../../registry/folder.ts';
import { colors } from '../drawing/roles.ts';
import { flowchart } from './mermaid.ts';
import type { Procedure } from './procedures.ts';

export const pageOf = ({ id }: Procedure): string => join(modelsFolder, 'procedures', id, 'README.md');

/** The heading of the part written by hand. */
export const limitsHeading = '## 不包括 · What it does not cover';

const start =
  '<!-- Made from the model by `WRITE_DOCS=1 npm test -- tests/models/procedures`; do not edit before the end mark. -->';
const end = '<!-- end -->';

/** @param written the present page, whose part by hand is kept; empty for a new page */
export function procedurePage(procedure: Procedure, all: readonly Procedure[], written: string): string {
  const [, byHand = `\n\n${limitsHeading}\n`] = written.split(end);
  return [start, ...generated(procedure, all), end].join('\n') + byHand;
}

function generated(procedure: Procedure, all: readonly Procedure[]): string[] {
  const { id, name, documentation } = procedure;
  const facts = factsOf(procedure, all).map(([title, text]) => `| ${title} | ${text} |`);
  return [
    `# ${name} · ${id}`,
    documentation,
    '',
    ...picture(procedure),
    '',
    ...(facts.length > 0 ? ['| | |', '| --- | --- |', ...facts, ''] : []),
    ...lawOf(procedure),
  ];
}

function picture({ id, name, graph }: Procedure): string[] {
  const image = join('docs', 'images', `${id}.png`);
  if (existsSync(join(modelsFolder, '..', image))) return [`![${name}](../../../${image})`];
  return ['```mermaid', flowchart(graph), '```'];
}

function factsOf(procedure: Procedure, all: readonly Procedure[]): (readonly [string, string])[] {
  const acting = [...procedure.roles].map(
    ([role, tasks]) => `${knownRole(role).zh} ${role}${colorOf(role)}: ${tasks.join('、')}`,
  );
  const callers = all.filter(({ calls }) => calls.includes(procedure.id)).map(({ id }) => id);
  const link = (id: string) => (id.startsWith('=') ? code(id) : `[${id}](../${id}/README.md)`);
  const facts: [string, string][] = [
    ['办理人 · Who acts', acting.join('<br>')],
    ['表单 · Forms', procedure.forms.map(code).join(', ')],
    ['文书 · Documents', procedure.documents.join('、')],
    ['接收消息 · Messages', procedure.messages.map(code).join(', ')],
    ['发送消息 · Sends', procedure.sends.map(code).join(', ')],
    ['参数 · Tables', procedure.decisions.map(code).join(', ')],
    ['协助单位 · Agencies', procedure.agencies.map(code).join(', ')],
    ['调用 · Calls', procedure.calls.map(link).join(', ')],
    ['被调用 · Called by', callers.map(link).join(', ')],
  ];
  return facts.filter(([, text]) => text !== '');
}

/** The color of the role's tasks in the diagram. */
const colorOf = (role: string): string => (colors[role] ? `（图中${colors[role].name}色）` : '');

const code = (text: string): string => `\`${text}\``;

/** Articles by their law, on the first day of the newest published year. */
function lawOf({ citations }: Procedure): string[] {
  if (citations.length === 0) return [];
  const date = `${calendar.until.slice(0, 4)}-01-01`;
  const byLaw = new Map<string, string[]>();
  for (const citation of citations.toSorted(new Intl.Collator('en', { numeric: true }).compare)) {
    const [, title, place] = /^(《.*》)(.*)$/.exec(citationText(citation, date)) ?? [];
    const law = title ?? citation;
    byLaw.set(law, [...(byLaw.get(law) ?? []), `${place ?? ''} (${citation})`]);
  }
  const lines = [...byLaw].map(([law, places]) => `- ${law}${places.join('、')}`);
  return ['## 法律依据 · Law', ...lines, ''];
}
