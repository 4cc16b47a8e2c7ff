// The decision tables of a decision.
import type { Decision, DecisionTable, Logic } from '../../dmn/decision.ts';

/** Tables may stand inside contexts, functions and lists. */
export function tablesIn(decision: Decision): DecisionTable[] {
  const found: DecisionTable[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('type' in value && value.type === 'table') found.push(value as DecisionTable);
    else for (const part of Object.values(value)) look(part);
  };
  const logic: Logic | undefined = 'logic' in decision ? decision.logic : undefined;
  look(logic);
  return found;
}
