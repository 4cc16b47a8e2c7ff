// XML allows names in any script (XML 1.0 §2.3), and a Chinese model may have Chinese ids; the parser accepts only
// ASCII. Ids and references are therefore escaped before parsing and unescaped after it.

const references = /^(id|default|\w*Ref|(bpmn|source|target)Element)$/;
const attribute = /(\s)([\w.:-]+)=("[^"]*"|'[^']*')/g;

const isAscii = (text: string): boolean => !/[\u0080-\uffff]/.test(text);

/** The tag in the form that the parser accepts, also without space around `=`. */
export function asParsed(tag: string): string {
  const tight = /\s=|=\s/.test(tag) ? tag.replaceAll(aroundEquals, (_, value) => value ?? '=') : tag;
  return isAscii(tight) ? tight : spellIn(tight);
}

/** Matches values too, so that they stay unchanged. */
const aroundEquals = /("[^"]*"|'[^']*')|\s*=\s*/g;

const spellIn = (tag: string): string =>
  tag.replaceAll(attribute, (whole: string, space: string, name: string, value: string) =>
    references.test(name) ? `${space}${name}=${spell(value)}` : whole,
  );

/** Tells whether the text of the tag is an id. */
export const isReference = (tag: string): boolean => /^<([\w.-]+:)?(incoming|outgoing|\w+Ref)\s*>$/.test(tag);

export const spell = (text: string): string =>
  text.replaceAll(/[\u0080-\uffff]/g, (unit) => `_-${unit.charCodeAt(0).toString(16)}-_`);

export const unspell = (text: string): string =>
  text.replaceAll(/_-([0-9a-f]{2,4})-_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
