// Random structured models: blocks in blocks, of which it is plain which tasks must be done and that they end.
import fc from 'fast-check';
import type { Model } from '../../../engine/index.ts';
import { type ModelBuilder, model } from './model.ts';

export type Block =
  | { readonly type: 'task' }
  | { readonly type: 'sequence' | 'parallel'; readonly blocks: readonly Block[] }
  | { readonly type: 'exclusive' | 'inclusive'; readonly blocks: readonly Block[]; readonly chosen: number }
  | { readonly type: 'subProcess'; readonly block: Block }
  | { readonly type: 'repeated'; readonly block: Block; readonly times: number; readonly sequential: boolean }
  | { readonly type: 'guarded'; readonly block: Block };

export const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant({ type: 'task' }),
    fc.record({ type: fc.constantFrom('sequence', 'parallel'), blocks: some(tie('block')) }),
    fc.record({ type: fc.constantFrom('exclusive', 'inclusive'), blocks: some(tie('block')), chosen: fc.nat(15) }),
    fc.record({ type: fc.constant('subProcess'), block: tie('block') }),
    fc.record({
      type: fc.constant('repeated'),
      block: tie('block'),
      times: fc.nat(3),
      sequential: fc.boolean(),
    }),
    fc.record({ type: fc.constant('guarded'), block: tie('block') }),
  ) as fc.Arbitrary<Block>,
})).block;

function some(inner: fc.Arbitrary<Block>): fc.Arbitrary<Block[]> {
  return fc.array(inner, { minLength: 1, maxLength: 3 });
}

/** Bits of `chosen` say which branches are taken; of an exclusive choice the first, and the last where none is. */
function isTaken(kind: 'exclusive' | 'inclusive', chosen: number, count: number): boolean[] {
  const bits = Array.from({ length: count }, (_, index) => (chosen & (1 << index)) !== 0);
  const first = bits.indexOf(true);
  if (first < 0) return bits.map((_, index) => index === count - 1);
  return kind === 'inclusive' ? bits : bits.map((_, index) => index === first);
}

/** The ids of the tasks that must be done, as often as they must. */
export function expectedTasks(root: Block): string[] {
  return tasksOf(root, 'b');
}

function tasksOf(block: Block, id: string): string[] {
  switch (block.type) {
    case 'task':
      return [id];
    case 'sequence':
    case 'parallel':
      return block.blocks.flatMap((inner, index) => tasksOf(inner, `${id}-${index}`));
    case 'exclusive':
    case 'inclusive': {
      const taken = isTaken(block.type, block.chosen, block.blocks.length);
      return block.blocks.flatMap((inner, index) => (taken[index] ? tasksOf(inner, `${id}-${index}`) : []));
    }
    case 'subProcess':
    case 'guarded':
      return tasksOf(block.block, `${id}-0`);
    case 'repeated':
      return Array.from({ length: block.times }, () => tasksOf(block.block, `${id}-0`)).flat();
    default:
      return block satisfies never;
  }
}

export async function built(root: Block): Promise<Model> {
  return await draw(model().startEvent(), root, 'b').endEvent().build();
}

function draw(builder: ModelBuilder, block: Block, id: string): ModelBuilder {
  switch (block.type) {
    case 'task':
      return builder.userTask(id);
    case 'sequence':
      return block.blocks.reduce((after, inner, index) => draw(after, inner, `${id}-${index}`), builder);
    case 'parallel':
      return split(builder.parallel(`${id}-fork`), block.blocks, id, 'parallelGateway', () => {});
    case 'exclusive':
    case 'inclusive':
      return choice(builder, block, id);
    case 'subProcess':
      return builder.subProcess(id, (inside) => draw(inside.startEvent(`${id}-s`), block.block, `${id}-0`));
    case 'repeated': {
      const { times, sequential } = block;
      const over = `=[${Array.from({ length: times }, (_, index) => index).join(', ')}]`;
      return builder.subProcess(id, (inside) => draw(inside.startEvent(`${id}-s`), block.block, `${id}-0`), {
        loop: { over, sequential },
      });
    }
    case 'guarded':
      return builder
        .subProcess(id, (inside) => draw(inside.startEvent(`${id}-s`), block.block, `${id}-0`))
        .boundaryTimer('P1D', `${id}-late`)
        .endTerminate(`${id}-stop`)
        .from(id);
    default:
      return block satisfies never;
  }
}

function choice(builder: ModelBuilder, block: Extract<Block, { chosen: number }>, id: string): ModelBuilder {
  const taken = isTaken(block.type, block.chosen, block.blocks.length);
  const gateway = block.type === 'exclusive' ? builder.exclusive(`${id}-fork`) : builder.inclusive(`${id}-fork`);
  return split(gateway, block.blocks, id, `${block.type}Gateway`, (index) => {
    if (index === block.blocks.length - 1 && taken.slice(0, -1).every((isOne) => !isOne)) gateway.otherwise();
    else gateway.when(`=${taken[index]}`);
  });
}

/** Each branch from the fork to a join of the same kind. */
function split(
  builder: ModelBuilder,
  blocks: readonly Block[],
  id: string,
  join: string,
  mark: (index: number) => void,
): ModelBuilder {
  builder.other(`<${join} id="${id}-join" />`);
  blocks.forEach((inner, index) => {
    builder.from(`${id}-fork`);
    mark(index);
    draw(builder.task(`${id}-${index}-begin`), inner, `${id}-${index}`).to(`${id}-join`);
  });
  return builder.from(`${id}-join`);
}
