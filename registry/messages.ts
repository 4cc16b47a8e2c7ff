// The messages that people and court systems may send to a case, and their content. A new message is a new file in a
// `messages/` folder; a message that only a court's own models wait for needs none.
import { type ModelFile, messageFiles } from './folder.ts';

interface Message {
  readonly name: string;
  readonly isInternal?: boolean;
  readonly title: { readonly zh: string; readonly en: string };
  /** What it does, in a sentence. */
  readonly what: { readonly zh: string; readonly en: string };
}

export interface DescribedMessage extends Message {
  readonly legalBasis: readonly string[];
  /**
   * JSON schema of its variables. ajv's `$data` may point to them under `/variables`, and to the case's legal date
   * (`/today`) and `/debtorIds`. Further fields are allowed.
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
  /** By anybody who may act in the case. */
  readonly messages: readonly DescribedMessage[];
  /** The procedures send these themselves, or they come another way: nobody may submit them. */
  readonly internalMessages: readonly Message[];
}

/** Throws for a name that two files describe. */
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
