// Groups values by key, in their order. (Node 20 has no Map.groupBy.)
export function gather<Key, Value>(entries: Iterable<readonly [Key, Value]>): Map<Key, Value[]> {
  const gathered = new Map<Key, Value[]>();
  for (const [key, value] of entries) {
    const others = gathered.get(key);
    if (others) others.push(value);
    else gathered.set(key, [value]);
  }
  return gathered;
}
