// FEEL's own equality and membership (DMN 1.5 §10.3.2.13) for those who compare values outside an expression.
import { evaluate } from 'feelin';

type Comparison = (a: unknown, b: unknown) => boolean | null;

const operator = (source: string): Comparison => (evaluate(source).value as { fn: Comparison }).fn;

export const equal: Comparison = operator('function(a, b) a = b');
export const isIn: Comparison = operator('function(a, b) a in b');
