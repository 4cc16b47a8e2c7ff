// Hostile XML is refused before it is parsed: in time and memory that follow the text's length only.
const largestSize = 5_000_000;
const deepestNesting = 200;

/** Why the text is not even read; undefined when it may be. */
export function guard(xml: string): string | undefined {
  if (xml.length > largestSize) return `Expected at most ${largestSize} characters; found ${xml.length}.`;
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml))
    return 'Expected no document type and no entities: they have no use in BPMN and are refused.';
  let depth = 0;
  for (const match of xml.matchAll(/<(\/?)[A-Za-z][^>]*?(\/?)>/g)) {
    if (match[1]) depth--;
    else if (!match[2] && ++depth > deepestNesting) return `Expected at most ${deepestNesting} levels of elements.`;
  }
  return undefined;
}
