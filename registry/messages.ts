// The messages that people and court systems may send to a case, with the schemas of their content. A new message needs
// a new file in a `messages/` folder, except one that only a court's own models catch.
import { type ModelFile, messageFiles } from './folder.ts';

interface Message {
  readonly name: string;
  readonly isInternal?: boolean;
  readonly title: { readonly zh: string; readonly en: string };
  /** Effect of the message, in one sentence. */
  readonly what: { readonly zh: string; readonly en: string };
}

export interface DescribedMessage extends Message {
  readonly legalBasis: readonly string[];
  /**
   * JSON schema of the variables; further fields are allowed. ajv's `$data` may point to `/variables`, to the case's
   * legal date (`/today`) and to `/debtorIds`.
   */
  readonly variables: MessageSchema;
  readonly example: object;
}

export interface MessageSchema {
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: MessageSchema };
  readonly items?: MessageSchema;
  readonly description?: string;
  readonly [keyword: string]: unknown;
}

export interface Messages {
  /** Messages that anyone with the right to act in the case may submit. */
  readonly messages: readonly DescribedMessage[];
  /** Messages that cannot be submitted, because procedures send them or they arrive another way. */
  readonly internalMessages: readonly Message[];
}

/**
 * Reads the descriptions of messages, by name.
 * @throws Error for a name that two files describe
 */
export function readMessages(files: readonly ModelFile[] = messageFiles()): Messages {
  const schemas = new Map(
    files.filter(isSchema).map(({ name, content }) => [name.split('/').at(-1), JSON.parse(content) as object]),
  );
  const withShared = (_key: string, value: { readonly $ref?: string } | null) => schemas.get(value?.$ref) ?? value;
  const described = new Map<string, { readonly file: string; readonly message: DescribedMessage }>();
  for (const { name: file, content } of files.filter((one) => !isSchema(one))) {
    const message: DescribedMessage = JSON.parse(content, withShared);
    const other = described.get(message.name);
    if (other) throw new Error(`Expected the message '${message.name}' once; found it in ${other.file} and ${file}.`);
    described.set(message.name, { file, message });
  }
  const all = [...described.values()].map(({ message }) => message).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    messages: all.filter(({ isInternal }) => !isInternal),
    internalMessages: all.filter(({ isInternal }) => isInternal),
  };
}

const isSchema = ({ name }: ModelFile): boolean => name.endsWith('.schema.json');

export const { messages, internalMessages } = readMessages();
