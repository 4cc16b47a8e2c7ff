// The money of a case: sums of the ledger and its entries, in fen.

interface Posting {
  readonly account: string;
  readonly purpose: string;
  readonly partyId: string | null;
  readonly side: 'debit' | 'credit';
  readonly amountFen: number;
}

export interface WholeCase {
  readonly claimFen: number;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  readonly ledger: {
    readonly balances: {
      readonly receivedFen: number;
      readonly disbursedFen: number;
      readonly refundedFen: number;
      readonly bankFen: number;
    };
    readonly entries: readonly {
      readonly kind: string;
      readonly legalDate: string;
      readonly description: string;
      readonly partyId: string | null;
      readonly postings: readonly Posting[];
    }[];
  };
}

export interface MoneyReport {
  readonly claimFen: number;
  readonly receivedFen: number;
  readonly disbursedFen: number;
  readonly refundedFen: number;
  readonly bankFen: number;
  readonly entries: readonly {
    readonly on: string;
    readonly kind: string;
    readonly description: string;
    readonly amountFen: number;
    /** Parties to which the entry's postings refer. */
    readonly parties: readonly string[];
  }[];
}

export function moneyReport({ claimFen, parties, ledger: { balances, entries } }: WholeCase): MoneyReport {
  const { receivedFen, disbursedFen, refundedFen, bankFen } = balances;
  const nameOf = (id: string | null) => parties.find((party) => party.id === id)?.name;
  return {
    claimFen,
    receivedFen,
    disbursedFen,
    refundedFen,
    bankFen,
    entries: entries.map(({ legalDate, kind, description, postings, partyId }) => ({
      on: legalDate,
      kind,
      description,
      amountFen: postings.reduce((sum, { side, amountFen }) => sum + (side === 'debit' ? amountFen : 0), 0),
      parties: [...new Set([partyId, ...postings.map((posting) => posting.partyId)].flatMap((id) => nameOf(id) ?? []))],
    })),
  };
}
