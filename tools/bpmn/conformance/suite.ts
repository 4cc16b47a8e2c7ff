// What running one case of a suite comes to.
export interface Case {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly why?: string;
}
