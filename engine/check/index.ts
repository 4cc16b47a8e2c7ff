// Static checks of an executable graph: they find faults that would show in every case, or in the first case that takes
// the way concerned.
import { faultAt } from '../fault.ts';
import { type Graph, idAsDrawn } from '../graph.ts';
import { citations } from './citations.ts';
import { compensations } from './compensations.ts';
import { coverage } from './coverage.ts';
import { deadlock } from './deadlock.ts';
import { endless } from './endless.ts';
import { expressions } from './expressions.ts';
import { hiddenFlows } from './hidden-flows.ts';
import { jobTypes } from './job-types.ts';
import { messageKeys } from './message-keys.ts';
import { processStarts } from './process-starts.ts';
import { references } from './references.ts';
import { advised, type Finding, type Knowledge, type Rule } from './rule.ts';
import { selfCalls } from './self-calls.ts';
import { synchronisation } from './synchronisation.ts';
import { timers } from './timers.ts';
import { unheard } from './unheard.ts';
import { unmet } from './unmet.ts';
import { unreachable } from './unreachable.ts';
import { variables } from './variables.ts';

export { checkForm } from './forms.ts';
export type { Finding, Knowledge } from './rule.ts';
export { checkTables } from './tables/index.ts';
export { type DatedRow, datedRows } from './tables/periods.ts';

const rules: { readonly [name: string]: Rule } = {
  unreachable,
  endless,
  selfCalls,
  deadlock,
  synchronisation,
  unmet,
  unheard,
  compensations,
  timers,
  expressions,
  variables,
  hiddenFlows,
  coverage,
  messageKeys,
  processStarts,
  jobTypes,
  references,
  citations,
};

/** All findings, in the order of the rules. */
export function check(graph: Graph, knowledge: Knowledge = {}): Finding[] {
  return Object.entries(rules).flatMap(([rule, find]) =>
    [...find(graph, knowledge)].map(({ at, reason, advice, isPossible, isAssumption }) => ({
      rule,
      // The id in the drawing, whichever of the event's definitions is meant.
      ...faultAt(idAsDrawn(at.id), at.line, reason),
      ...advised(advice),
      ...(isPossible ? { isPossible } : {}),
      ...(isAssumption ? { isAssumption } : {}),
    })),
  );
}
