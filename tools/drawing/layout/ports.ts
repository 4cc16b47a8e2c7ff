// Where flows may leave and reach a node: at the corners of gateways, at the four sides of events, and at three places
// above and below tasks. Each place has a price; the cheapest ones make a picture that reads from left to right.
import type { Flow, Line, Node } from './graph.ts';
import { east, north, south, west } from './lattice.ts';

export interface Port {
  readonly side: number;
  readonly line: Line;
}

export interface PricedPort {
  readonly port: Port;
  readonly price: number;
}

const besideCorner = 500;
const besideMiddle = 20;

export function portsOut(node: Node, flow: Flow): PricedPort[] {
  const { boundary } = flow;
  if (boundary) {
    const side = boundary.side === 'bottom' ? south : north;
    return [{ port: { side, line: boundary.line }, price: 0 }];
  }
  const isGateway = node.kind === 'gateway';
  return [
    { port: { side: east, line: 0 }, price: 0 },
    { port: { side: west, line: 0 }, price: isGateway ? 60 : 120 },
    ...aboveAndBelow(node, isGateway ? 0 : 40),
  ];
}

export function portsIn(node: Node): PricedPort[] {
  const isGateway = node.kind === 'gateway';
  return [
    { port: { side: west, line: 0 }, price: 0 },
    { port: { side: east, line: 0 }, price: isGateway ? 50 : 70 },
    ...aboveAndBelow(node, isGateway ? 10 : 25),
  ];
}

function aboveAndBelow(node: Node, price: number): PricedPort[] {
  const lines: readonly Line[] = node.kind === 'event' ? [0] : [-1, 0, 1];
  return [north, south].flatMap((side) =>
    lines
      .filter((line) => !isTaken(node, side, line))
      .map((line) => {
        const beside = node.kind === 'gateway' ? besideCorner : besideMiddle;
        return { port: { side, line }, price: price + (line === 0 ? 0 : beside) };
      }),
  );
}

/** By a boundary event, or by the note above the left half. */
const isTaken = ({ attached, note }: Node, side: number, line: Line): boolean =>
  attached.some((event) => (event.side === 'bottom') === (side === south) && Math.abs(event.line - line) < 2) ||
  (note !== undefined && side === north && line === -1);
