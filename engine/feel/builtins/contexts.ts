// Entries of contexts by their names (DMN 1.5 table 81); a list of names is a path (Camunda 8).
import { say } from '../messages.ts';
import { isContext } from '../values.ts';
import type { Builtins } from './builtin.ts';

export const contexts: Builtins = {
  'get value': {
    parameters: ['m', 'key', 'keys', 'context'],
    required: 2,
    apply: (call, m, key, keys, context) => {
      const path = pathOf(key ?? keys);
      const isClear = key === undefined || keys === undefined;
      let value: unknown = m ?? context;
      if (!isContext(value) || !path || !isClear) return call.warn(() => say('value.context'));
      for (const name of path) value = isContext(value) && Object.hasOwn(value, name) ? value[name] : null;
      return value;
    },
  },
  'context put': {
    parameters: ['context', 'keys', 'value', 'key'],
    required: 3,
    apply: (call, context, keys, value, key) => {
      const path = pathOf(keys ?? (Array.isArray(key) ? null : key));
      const isClear = value !== undefined && (key === undefined || keys === undefined);
      const changed = path && isClear ? put(context, path, value) : null;
      return changed ?? call.warn(() => say('value.put'));
    },
  },
};

function pathOf(key: unknown): readonly string[] | null {
  const keys = typeof key === 'string' ? [key] : key;
  return Array.isArray(keys) && keys.length > 0 && keys.every((name) => typeof name === 'string') ? keys : null;
}

/** Missing contexts on the path are created. */
function put(context: unknown, [name, ...rest]: readonly string[], value: unknown): object | null {
  if (!isContext(context) || name === undefined) return null;
  if (rest.length === 0) return { ...context, [name]: value };
  const inner = put(context[name] ?? {}, rest, value);
  return inner && { ...context, [name]: inner };
}
