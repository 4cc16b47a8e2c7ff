// The result of one case of a suite.
export interface Case {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly why?: string;
}
