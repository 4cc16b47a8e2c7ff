// A test that needs a tool which npm does not install. Without the tool the test is reported as not run, with the way
// to get it.
import { test } from '@jest/globals';

type Declare = (name: string, run: () => Promise<void> | void, timeout?: number) => void;

/** @param howToGet completes "get it by …" */
export const needs = (what: string, isThere: boolean, howToGet: string): Declare =>
  isThere ? test : (name, run) => test.skip(`${name}: needs ${what} (get it by ${howToGet})`, run);
