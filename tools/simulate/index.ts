// The simulation as its users call it: the command line and the tests.
export { printed } from './report/print.ts';
export { lineOf, ScenarioFaults } from './scenario/faults.ts';
export { readScenario, scenarioFile } from './scenario/scenario.ts';
export { type Simulated, simulate } from './simulate.ts';
