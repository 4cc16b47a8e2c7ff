// The waits that a step opens, in a supervisor's words: the act, whose it is, until when, by which articles in the
// version in force on the day of the step.

import { dateOfInstant } from '../../engine/calendar.ts';
import type { Command } from '../../engine/command.ts';
import { citations, citationText } from '../../law/citation-text.ts';
import type { StepBatch, Wait } from '../../protocol/steps.ts';

type Opening = Extract<Command, { type: 'openTask' | 'startTimer' | 'runJob' | 'subscribe' }>;

/** The waits that the step opens and does not close itself. */
export function waitsOf({ commands, at }: Pick<StepBatch, 'commands' | 'at'>): Wait[] {
  const closed = new Set(
    commands.flatMap((command) =>
      ['closeTask', 'cancelTimer', 'cancelJob', 'unsubscribe'].includes(command.type) && 'key' in command
        ? [command.key]
        : [],
    ),
  );
  return commands.flatMap((command) => {
    if (!isOpening(command) || closed.has(command.key)) return [];
    const { key, properties, name } = command;
    const date = dateOfInstant(Date.parse(at));
    const articles = withoutRepetition(citations(properties['legalBasis'] ?? '').map((one) => citationText(one, date)));
    const act = command.type === 'startTimer' ? properties['deadline']! : name;
    return [{ key, kind: command.type, name: act, ...of(command), articles }];
  });
}

/** Names a law once for its articles that stand next to each other. */
function withoutRepetition(articles: readonly string[]): string[] {
  const title = (article = '') => article.slice(0, article.lastIndexOf('》') + 1);
  return articles.map((article, index) =>
    title(article) === title(articles[index - 1]) ? article.slice(title(article).length) : article,
  );
}

/** A timer of the process itself, and a job for the database, are nothing that somebody waits for. */
function isOpening(command: Command): command is Opening {
  if (command.type === 'startTimer') return command.properties['deadline'] !== undefined;
  if (command.type === 'runJob') return command.jobType.startsWith('agency:');
  return command.type === 'openTask' || command.type === 'subscribe';
}

const roleNames: { readonly [role: string]: string } = {
  judge: '法官',
  officer: '执行员',
  clerk: '书记员',
  president: '院长',
  supervisor: '上级人民法院',
};

function of(command: Opening): Pick<Wait, 'for' | 'until'> {
  switch (command.type) {
    case 'openTask': {
      const { candidateGroups, dueDate } = command;
      return {
        ...(candidateGroups.length > 0
          ? { for: candidateGroups.map((role) => roleNames[role] ?? role).join('、') }
          : {}),
        ...(dueDate ? { until: dueDate } : {}),
      };
    }
    case 'startTimer':
      return { until: command.due };
    default:
      return {};
  }
}
