// The texts that a form shows. form-js knows one language: its own attributes hold the Chinese, and the component's
// custom properties the English (`labelEn`, `labelEn.<value>` of an option …; docs/modelling.md, Forms).
import type { Bilingual } from '../catalogue.ts';

type Tree = { readonly [name: string]: unknown };

/** An attribute with a text -> the custom property with its English. */
const englishOf = {
  label: 'labelEn',
  dateLabel: 'labelEn',
  timeLabel: 'timeLabelEn',
  description: 'descriptionEn',
  text: 'textEn',
} as const;

interface Shown {
  readonly zh: string;
  readonly en: string | undefined;
}

/** The label of a component; a text in one language stands for both. */
export function labelOf(source: Tree, key: string): Bilingual {
  const { label, dateLabel } = source;
  const zh = String(label ?? dateLabel ?? key);
  return { zh, en: english(source, 'labelEn') ?? zh };
}

/** The texts of a component that are in one language only. */
export const untranslatedOf = (source: Tree): readonly string[] =>
  [...ownTexts(source), ...optionTexts(source)].filter((shown) => !isBilingual(shown)).map(({ zh }) => zh);

const ownTexts = (source: Tree): readonly Shown[] =>
  Object.entries(englishOf).flatMap(([attribute, property]) => shown(source[attribute], english(source, property)));

function optionTexts(source: Tree): readonly Shown[] {
  const { values } = source;
  if (!Array.isArray(values)) return [];
  return (values as readonly Partial<Tree>[]).flatMap((option) =>
    shown(option?.['label'], english(source, `labelEn.${option?.['value']}`)),
  );
}

/** A text that is computed is known only on the screen. */
const shown = (zh: unknown, en: string | undefined): readonly Shown[] =>
  typeof zh === 'string' && zh !== '' && !zh.startsWith('=') ? [{ zh, en }] : [];

function english({ properties }: Tree, name: string): string | undefined {
  const text = typeof properties === 'object' && properties !== null ? (properties as Tree)[name] : undefined;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

const isBilingual = ({ zh, en = '' }: Shown): boolean => /\p{Script=Han}/u.test(zh) && /[A-Za-z]/.test(en);
