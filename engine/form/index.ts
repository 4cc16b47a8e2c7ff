// Forms of user tasks: reads a form, and validates results against it.
export type { Form } from './read.ts';
export { readForm } from './read.ts';
export { type FormFault, formFaults, withoutEmpty } from './validate.ts';
