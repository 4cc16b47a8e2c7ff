// Measures the cost of a transition as the model or the number of tokens grows, and the cost of compiling.
import { check } from '../engine/check/index.ts';
import { type EngineEvent, type Model, openElements, type State, step } from '../engine/index.ts';
import { read } from '../engine/read/index.ts';
import { compiled } from './core.ts';

const at = '2026-03-02T01:00:00.000Z';

const count = (number: number) => Array.from({ length: number }, (_, index) => index);

const file = (process: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="bench"><process id="process" isExecutable="true">${process}</process></definitions>`;

/** A sequence of user tasks. */
const row = (tasks: number): string =>
  file(
    `<startEvent id="s" />${count(tasks)
      .map((index) => `<userTask id="t${index}" />`)
      .join('')}<endEvent id="e" />${count(tasks + 1)
      .map(
        (index) =>
          `<sequenceFlow id="f${index}" sourceRef="${index === 0 ? 's' : `t${index - 1}`}" targetRef="${index === tasks ? 'e' : `t${index}`}" />`,
      )
      .join('')}`,
  );

/** A multi-instance user task, all instances open at once. */
const crowd = (tokens: number): string =>
  file(
    `<startEvent id="s" /><userTask id="u"><multiInstanceLoopCharacteristics><loopCardinality xsi:type="tFormalExpression">${tokens}</loopCardinality></multiInstanceLoopCharacteristics></userTask><endEvent id="e" /><sequenceFlow id="a" sourceRef="s" targetRef="u" /><sequenceFlow id="b" sourceRef="u" targetRef="e" />`,
  );

/** A sequential multi-instance service task whose results are collected. */
const collecting = (items: number): string =>
  file(
    `<startEvent id="s" /><serviceTask id="u"><multiInstanceLoopCharacteristics isSequential="true"><extensionElements><zeebe:loopCharacteristics inputCollection="=for i in 1..${items} return i" inputElement="i" outputCollection="results" outputElement="=i" /></extensionElements></multiInstanceLoopCharacteristics></serviceTask><endEvent id="e" /><sequenceFlow id="a" sourceRef="s" targetRef="u" /><sequenceFlow id="b" sourceRef="u" targetRef="e" />`,
  );

/** Microseconds for each item of a collection, its job done and its result collected. */
function perItem(model: Model, items: number): number {
  const turns = Math.max(1, 1_000 / items);
  const begun = performance.now();
  for (let turn = 0; turn < turns; turn++) {
    let next = step(model, null, { type: 'started', variables: {}, at });
    for (let item = 0; item < items; item++) {
      const job = next.commands.find((command) => command.type === 'runJob')!;
      next = step(model, next.state, { type: 'jobDone', key: job.key, variables: {}, at });
    }
  }
  return ((performance.now() - begun) * 1000) / (turns * items);
}

/** Microseconds for completing one of the first `steps` tasks, the median of several runs. */
function perStep(model: Model, steps: number): number {
  const times = count(5).map(() => {
    let state: State | null = null;
    const happens = (event: object) => {
      state = step(model, state, { ...event, at } as EngineEvent).state;
    };
    happens({ type: 'started', variables: {} });
    const all = openElements(state!).filter(({ awaits }) => awaits === 'task');
    const begun = performance.now();
    for (let done = 0; done < steps; done++) {
      // Several open tasks are completed in order; of a sequence the one open task.
      const { key } = all.length > 1 ? all[done]! : openElements(state!).find(({ awaits }) => awaits === 'task')!;
      happens({ type: 'taskCompleted', key, variables: {} });
    }
    return ((performance.now() - begun) * 1000) / steps;
  });
  return times.sort((a, b) => a - b)[2]!;
}

export interface ScalingLine {
  readonly what: string;
  readonly microseconds: number;
}

export async function scaling(): Promise<ScalingLine[]> {
  const lines: ScalingLine[] = [];
  for (const elements of [10, 1_000, 100_000])
    lines.push({ what: `model of ${elements} user tasks`, microseconds: perStep(await compiled(row(elements)), 10) });
  for (const tokens of [1, 1_000, 100_000])
    lines.push({
      what: `${tokens} live tokens`,
      microseconds: perStep(await compiled(crowd(tokens)), Math.min(tokens, 1_000)),
    });
  for (const items of [10, 1_000, 100_000])
    lines.push({
      what: `result collected, one of ${items}`,
      microseconds: perItem(await compiled(collecting(items)), items),
    });
  return lines;
}

/** Milliseconds for reading, checking and compiling a model of so many elements (median of several runs). */
export async function compiling(elements: number): Promise<number> {
  const xml = row(elements);
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const begun = performance.now();
    const { graphs } = await read(xml);
    check(graphs[0]!);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[2]!;
}
