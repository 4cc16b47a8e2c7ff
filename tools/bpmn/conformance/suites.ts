// The test suites of others that our engine runs, with the place of each in the folder of suites.
import { bpmnTck } from './bpmn-tck.ts';
import { dmnTck } from './dmn-tck.ts';
import type { Case } from './suite.ts';
import { tokenSimulation } from './token-simulation.ts';

interface Suite {
  readonly name: string;
  readonly at: string;
  readonly run: (folder: string) => Promise<readonly Case[]>;
}

export const suites: readonly Suite[] = [
  { name: 'DMN TCK level 2', at: 'dmn-tck/TestCases/compliance-level-2', run: dmnTck },
  { name: 'DMN TCK level 3', at: 'dmn-tck/TestCases/compliance-level-3', run: dmnTck },
  { name: 'bpmn-tck', at: 'bpmn-tck/src/test/resources', run: bpmnTck },
  { name: 'token simulation', at: 'token-simulation/test/spec/simulator', run: tokenSimulation },
];
