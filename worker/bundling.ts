// Options for bundling the workflows' code.
import { join } from 'node:path';
import type { BundleOptions } from '@temporalio/worker';

/** The engine is pure and has no state of an instance, so all instances of a worker share one that is loaded once. */
const preloadModules = [join(import.meta.dirname, '..', 'engine', 'index.ts')];

interface TypeScriptRule {
  readonly use: { readonly options: { readonly jsc: { target: string } } };
}

/**
 * Node has object spread of its own; Temporal's older default replaces it by functions, which costs a replay a tenth.
 */
const webpackConfigHook: NonNullable<BundleOptions['webpackConfigHook']> = (config) => {
  const rules = (config.module?.rules ?? []) as unknown as readonly Partial<TypeScriptRule>[];
  for (const { use } of rules) if (use && 'options' in use && use.options.jsc) use.options.jsc.target = 'es2022';
  return config;
};

export const bundling = { preloadModules, webpackConfigHook };
