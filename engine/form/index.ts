// Forms of user tasks: read once, then asked whether results meet them.
export type { Form } from './read.ts';
export { readForm } from './read.ts';
export { type FormFault, formFaults, withoutEmpty } from './validate.ts';
