// Random structured models: nested blocks. The blocks themselves show which tasks must be done, and that they end.
import fc from 'fast-check';
import type { Model } from '../../../engine/index.ts';
import { type ModelBuilder, model } from './model.ts';

export type Block =
  | { readonly type: 'task' }
  | { readonly type: 'sequence' | 'parallel'; readonly blocks: readonly Block[] }
  | { readonly type: 'exclusive' | 'inclusive'; readonly blocks: readonly Block[]; readonly chosen: number }
  | { readonly type: 'repeated'; readonly block: Block; readonly times: number; readonly sequential: boolean }
  | { readonly type: Within; readonly block: Block }
  | { readonly type: 'race'; readonly blocks: readonly Block[] };

/** A sub-process around a block, with a boundary event or an event sub-process. */
type Within = (typeof plain)[number] | (typeof eventful)[number];
const plain = ['subProcess', 'guarded', 'failing', 'stopped'] as const;
const eventful = ['escalating', 'withdrawn', 'alongside', 'handled', 'replaced'] as const;

/** Blocks that show which tasks must be done, as long as no event from outside happens. */
export const plainBlock: fc.Arbitrary<Block> = blocksOf(plain, []);

/** These blocks, and those with events. */
export const block: fc.Arbitrary<Block> = blocksOf([...plain, ...eventful], ['race']);

function blocksOf(within: readonly Within[], more: readonly 'race'[]): fc.Arbitrary<Block> {
  return fc.letrec<{ block: Block }>((tie) => ({
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant({ type: 'task' }),
      fc.record({ type: fc.constantFrom('sequence', 'parallel'), blocks: some(tie('block')) }),
      fc.record({ type: fc.constantFrom('exclusive', 'inclusive'), blocks: some(tie('block')), chosen: fc.nat(15) }),
      fc.record({ type: fc.constant('repeated'), block: tie('block'), times: fc.nat(3), sequential: fc.boolean() }),
      fc.record({ type: fc.constantFrom(...within), block: tie('block') }),
      fc.record({ type: fc.constantFrom(...within), block: tie('block') }),
      ...more.map((type) => fc.record({ type: fc.constant(type), blocks: fc.tuple(tie('block'), tie('block')) })),
    ) as fc.Arbitrary<Block>,
  })).block;
}

function some(inner: fc.Arbitrary<Block>): fc.Arbitrary<Block[]> {
  return fc.array(inner, { minLength: 1, maxLength: 3 });
}

/**
 * The bits of `chosen` select the branches; an exclusive choice takes the first selected one, or the last if none is.
 */
function isTaken(kind: 'exclusive' | 'inclusive', chosen: number, count: number): boolean[] {
  const bits = Array.from({ length: count }, (_, index) => (chosen & (1 << index)) !== 0);
  const first = bits.indexOf(true);
  if (first < 0) return bits.map((_, index) => index === count - 1);
  return kind === 'inclusive' ? bits : bits.map((_, index) => index === first);
}

/** The ids of the tasks that must be done, each as often as it must. */
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
    case 'repeated':
      return Array.from({ length: block.times }, () => tasksOf(block.block, `${id}-0`)).flat();
    case 'race':
      throw new Error('Which of the blocks is done, only the event says.');
    default:
      return tasksOf(block.block, `${id}-0`);
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
    case 'race':
      return race(builder, block.blocks, id);
    default:
      return within(builder, block.type, id, (inside) => draw(inside.startEvent(`${id}-s`), block.block, `${id}-0`));
  }
}

type Inside = (inside: ModelBuilder) => ModelBuilder;

function within(builder: ModelBuilder, type: Within, id: string, inner: Inside): ModelBuilder {
  const merge = `<exclusiveGateway id="${id}-merge" />`;
  const aside = (inside: ModelBuilder) => inside.startMessage(`${id}-m`, `${id}-ms`, '="k"').userTask(`${id}-aside`);
  switch (type) {
    case 'subProcess':
      return builder.subProcess(id, inner);
    case 'guarded':
      return builder.subProcess(id, inner).boundaryTimer('P1D', `${id}-late`).endTerminate(`${id}-stop`).from(id);
    case 'failing':
      return (
        builder
          .other(merge)
          .subProcess(id, (inside) => inner(inside).endError('x', `${id}-e`))
          // The block ends by its own end event unless a terminate event inside came first.
          .to(`${id}-merge`)
          .from(id)
          .boundaryError('x', `${id}-caught`)
          .to(`${id}-merge`)
          .from(`${id}-merge`)
      );
    case 'escalating':
      return builder
        .subProcess(id, (inside) => inner(inside).throwEscalation('x', `${id}-e`))
        .boundaryEscalation('x', `${id}-heard`, { interrupting: false })
        .userTask(`${id}-told`)
        .from(id);
    case 'stopped':
      return builder.subProcess(id, (inside) => inner(inside).endTerminate(`${id}-e`));
    case 'withdrawn':
      return builder
        .other(merge)
        .subProcess(id, inner)
        .to(`${id}-merge`)
        .from(id)
        .boundaryMessage(`${id}-m`, '="k"', `${id}-b`)
        .userTask(`${id}-instead`)
        .to(`${id}-merge`)
        .from(`${id}-merge`);
    case 'alongside':
      return builder
        .subProcess(id, inner)
        .boundaryMessage(`${id}-m`, '="k"', `${id}-b`, { interrupting: false })
        .userTask(`${id}-also`)
        .from(id);
    case 'handled':
      return builder.subProcess(id, (inside) =>
        inner(inside).eventSubProcess(`${id}-h`, (handler) =>
          handler
            .startTimer('duration', 'P1D', `${id}-ms`, { attributes: 'isInterrupting="false"' })
            .userTask(`${id}-aside`),
        ),
      );
    case 'replaced':
      return builder.subProcess(id, (inside) => inner(inside).eventSubProcess(`${id}-h`, aside));
    default:
      return type satisfies never;
  }
}

/** The first event decides which block is done. */
function race(builder: ModelBuilder, [one, other]: readonly Block[], id: string): ModelBuilder {
  builder.eventBased(`${id}-wait`).other(`<exclusiveGateway id="${id}-merge" />`);
  draw(builder.catchMessage(`${id}-m`, '="k"', `${id}-m`), one!, `${id}-0`).to(`${id}-merge`);
  builder.from(`${id}-wait`);
  draw(builder.catchTimer('duration', 'P1D', `${id}-t`), other!, `${id}-1`).to(`${id}-merge`);
  return builder.from(`${id}-merge`);
}

function choice(builder: ModelBuilder, block: Extract<Block, { chosen: number }>, id: string): ModelBuilder {
  const taken = isTaken(block.type, block.chosen, block.blocks.length);
  const gateway = block.type === 'exclusive' ? builder.exclusive(`${id}-fork`) : builder.inclusive(`${id}-fork`);
  return split(gateway, block.blocks, id, `${block.type}Gateway`, (index) => {
    if (index === block.blocks.length - 1 && taken.slice(0, -1).every((isOne) => !isOne)) gateway.otherwise();
    else gateway.when(`=(chance${index} = null) = ${taken[index]}`);
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
