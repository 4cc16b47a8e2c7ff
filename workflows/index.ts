// The bundle's entry: the default export serves every workflow type, so that the type is the BPMN process id.
export { runProcess as default } from './run-process.ts';
