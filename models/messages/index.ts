// What people and court systems may send to a case as a message, and what is in it. A new message is a new file and one line here; one that a
// court's own models wait for need not stand here.
import agencyAnswer from './agency-answer.json' with { type: 'json' };
import applicationWithdrawn from './application-withdrawn.json' with { type: 'json' };
import asset from './asset.json' with { type: 'json' };
import debtorPayment from './debtor-payment.json' with { type: 'json' };
import distributionLawsuit from './distribution-lawsuit.json' with { type: 'json' };
import distributionObjection from './distribution-objection.json' with { type: 'json' };
import distributionOpposition from './distribution-opposition.json' with { type: 'json' };
import priceObjection from './price-objection.json' with { type: 'json' };
import propertyClue from './property-clue.json' with { type: 'json' };
import propertyConfirmed from './property-confirmed.json' with { type: 'json' };
import reconsiderationApplied from './reconsideration-applied.json' with { type: 'json' };
import resumptionApplied from './resumption-applied.json' with { type: 'json' };

interface Message {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** What it does, in a sentence. */
  readonly what: { readonly zh: string; readonly en: string };
}

export interface DescribedMessage extends Message {
  readonly legalBasis: readonly string[];
  /**
   * JSON schema of its variables, which stand under `/variables` beside `/today` (legal date) and `/debtorIds` of the case: `$data` (of ajv) points to
   * these. Fields that are not named may be there too.
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

export const messages: readonly DescribedMessage[] = [
  debtorPayment,
  applicationWithdrawn,
  propertyClue,
  priceObjection,
  distributionObjection,
  distributionOpposition,
  distributionLawsuit,
  reconsiderationApplied,
  resumptionApplied,
].map((message) => ({ ...message, variables: withShared(message.variables) }));

/** What the procedures send themselves, or what comes another way: nobody may submit it. */
export const internalMessages: readonly Message[] = [propertyConfirmed, agencyAnswer];

/** JSON schema in which every reference is replaced by what it refers to. */
function withShared(schema: object): MessageSchema {
  return JSON.parse(JSON.stringify(schema), (_name, value) => (value?.$ref === 'asset.json' ? asset : value));
}
