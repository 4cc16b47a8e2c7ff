// A catalogue of messages to people: Chinese as a court writes it, English beside it, `{name}` for a value. The names
// of the values are read from the texts by their types, so that a forgotten or misspelled value does not compile.

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** A message that is written when it is read. */
export type Reason = () => Bilingual;

export interface Messages {
  readonly [id: string]: Bilingual;
}

type Value = string | number | Bilingual;
type NamesIn<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type Values<B extends Bilingual> = [NamesIn<B['zh' | 'en']>] extends [never]
  ? readonly []
  : readonly [values: { readonly [name in NamesIn<B['zh' | 'en']>]: Value }];

/** The function that gives a message in both languages; a bilingual value goes into each in its own. */
export function catalogue<const M extends Messages>(messages: M) {
  return <I extends keyof M & string>(id: I, ...[values]: Values<M[I]>): Bilingual => ({
    zh: filled(messages[id]!.zh, 'zh', values),
    en: filled(messages[id]!.en, 'en', values),
  });
}

function filled(text: string, language: keyof Bilingual, values: { readonly [name: string]: Value } = {}): string {
  return text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = values[name]!;
    return typeof value === 'object' ? value[language] : String(value);
  });
}

/**
 * Both languages in one text, for a field or a terminal that holds one: on one line, or one below the other when there
 * are several lines.
 */
export const inBoth = ({ zh, en }: Bilingual): string =>
  zh === en ? zh : [zh, en].join(zh.includes('\n') ? '\n\n' : ' / ');

/** A list as each language writes it. */
export const listed = (values: readonly Value[], zh = '、', en = ', '): Bilingual => ({
  zh: values.map((value) => (typeof value === 'object' ? value.zh : value)).join(zh),
  en: values.map((value) => (typeof value === 'object' ? value.en : value)).join(en),
});
