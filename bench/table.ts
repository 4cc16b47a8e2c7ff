// Prints measurements as one table: contenders with the same work stand together, ours first.

export interface Line {
  readonly what: string;
  readonly who: string;
  readonly perSecond: number;
  readonly unit: string;
  /** Events in Temporal's history of one instance. */
  readonly events?: number;
  /** Bytes of one instance's state or history. */
  readonly bytes?: number;
}

export function print(lines: readonly Line[]): void {
  const columns = ['', 'who', 'per second', 'unit', 'ours is', 'history events', 'bytes'];
  console.log(`| ${columns.join(' | ')} |\n|${columns.map(() => ' --- ').join('|')}|`);
  for (const line of lines) {
    const ours = lines.find(({ what, who }) => what === line.what && who.startsWith('ours'));
    const ratio = ours && ours !== line ? `${figure(ours.perSecond / line.perSecond)} x` : '';
    const cells = [
      line.what,
      line.who,
      figure(line.perSecond),
      line.unit,
      ratio,
      line.events ?? '',
      line.bytes === undefined ? '' : whole(line.bytes),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

export function median<T>(values: readonly T[], by: (value: T) => number): T {
  return [...values].sort((a, b) => by(a) - by(b))[Math.floor(values.length / 2)]!;
}

const figure = (number: number) =>
  number < 1 ? number.toPrecision(2) : number < 100 ? number.toFixed(1) : whole(number);
const whole = (number: number) => Math.round(number).toLocaleString('en').replaceAll(',', ' ');
