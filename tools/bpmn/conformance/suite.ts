// The result of one case of a suite. A failure is a comparison in English, for whoever works on the engine.
import type { Bilingual } from '../../../engine/catalogue.ts';

export type Result =
  | { readonly result: 'passed' }
  | { readonly result: 'failed'; readonly why: string }
  | { readonly result: 'skipped'; readonly why: Bilingual };

export type Case = { readonly name: string } & Result;
