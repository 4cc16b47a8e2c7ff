// Elements that the metamodel allows once and that a file has twice. The parser (moddle) lets the second silently
// replace the first, so its setter is watched.

/** An element of the tree that a parser of moddle builds. */
interface Tag {
  readonly $type: string;
  readonly [property: string]: unknown;
}

export interface Repetition<T extends Tag> {
  readonly tag: T;
  readonly property: string;
}

/** The part of moddle through which its reader sets the properties of an element. */
export interface Parser<T extends Tag> {
  readonly properties: { set(target: T, name: string, value: unknown): void };
}

/** @returns the repetitions of the file that the parser reads next; the list grows while it reads */
export function watchRepetitions<T extends Tag>({ properties }: Parser<T>): readonly Repetition<T>[] {
  const repetitions: Repetition<T>[] = [];
  const set = properties.set.bind(properties);
  properties.set = (target, name, value) => {
    const isResolved = isPlaceholder(target[name]) && !isPlaceholder(value);
    if (Object.hasOwn(target, name) && value !== undefined && !isResolved)
      repetitions.push({ tag: target, property: name });
    set(target, name, value);
  };
  return repetitions;
}

/** Tells whether the value stands for a reference, which the parser replaces when it has read the whole file. */
const isPlaceholder = (value: unknown): boolean => typeof value === 'object' && value !== null && !('$type' in value);
