// DMN files built in code, so that the table is in the test.

import { type DecisionResult, evaluateDecision, readDecisions } from '../../../engine/dmn/index.ts';
import type { Variables } from '../../../engine/event.ts';
import { calendar } from '../../../law/calendar.ts';

const context = { at: '2026-03-02T01:00:00.000Z', calendar };

export const dmn = (...elements: readonly string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="definitions" name="test" namespace="test">
${elements.join('\n')}
</definitions>`;

export const decision = (id: string, logic: string, ...requirements: readonly string[]): string =>
  `<decision id="${id}" name="${id}"><variable name="${id}"/>\n${requirements.join('')}${logic}</decision>`;

export const requires = (id: string): string =>
  `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`;

export const literal = (text: string): string => `<literalExpression><text>${escaped(text)}</text></literalExpression>`;

export interface Table {
  readonly policy: string;
  readonly inputs: readonly string[];
  /** Names; with the output values in their priority after a colon. */
  readonly outputs: readonly string[];
  /** Input cells, output cells, annotation. */
  readonly rules: readonly (readonly [readonly string[], readonly string[], string?])[];
}

export function table({ policy, inputs, outputs, rules }: Table): string {
  const [hitPolicy, aggregation] = policy.split(' ') as [string, string?];
  return `<decisionTable hitPolicy="${hitPolicy.replace('_', ' ')}"${aggregation ? ` aggregation="${aggregation}"` : ''}>
${inputs.map((text) => `<input><inputExpression><text>${escaped(text)}</text></inputExpression></input>`).join('')}
${outputs.map(output).join('')}
${rules.map(([cells, values, note], index) => rule(index + 1, cells, values, note)).join('\n')}
</decisionTable>`;
}

function output(text: string): string {
  const [name, values] = text.split(':');
  return `<output name="${name}">${values ? `<outputValues><text>${escaped(values)}</text></outputValues>` : ''}</output>`;
}

const rule = (index: number, cells: readonly string[], values: readonly string[], note?: string): string =>
  `<rule id="rule-${index}">${note ? `<description>${note}</description>` : ''}${cells.map(entry('inputEntry')).join('')}${values.map(entry('outputEntry')).join('')}</rule>`;

const entry = (name: string) => (text: string) => `<${name}><text>${escaped(text)}</text></${name}>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Reads the file, which must be without fault, and decides. */
export async function decide(xml: string, id: string, variables: Variables = {}): Promise<DecisionResult> {
  const { decisions, faults } = await readDecisions(xml);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return evaluateDecision(
    Object.fromEntries(decisions.map((decision) => [decision.id, decision])),
    id,
    variables,
    context,
  );
}
