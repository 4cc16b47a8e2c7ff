// Each activity of the engine is an activity for the reader and for the checks, too (docs/add-element-type.md).
import { expect, test } from '@jest/globals';
import { check } from '../../engine/check/index.ts';
import { step } from '../../engine/index.ts';
import { elementTypeNames } from '../../engine/messages.ts';
import { read } from '../../engine/read/index.ts';
import { modelOf } from './support/model.ts';

const page = 'docs/add-element-type.md';
const names = Object.keys(elementTypeNames).filter((name) => /task$|Activity$/i.test(name));
const within = (content: string) =>
  `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t"><message id="m" name="m" /><process id="p" isExecutable="true">${content}</process></definitions>`;
const flow = (from: string, to: string, inside = '') =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inside}</sequenceFlow>`;
const attributes: { readonly [name: string]: string } = {
  receiveTask: 'messageRef="m"',
  sendTask: 'messageRef="m"',
  callActivity: 'calledElement="q"',
};

test.each(names)(
  `${page}, engine/read/structure.ts: %s takes a boundary event and a conditional flow`,
  async (name) => {
    const activity = `<startEvent id="s" /><${name} id="x" default="x-e" ${attributes[name] ?? ''} /><endEvent id="e" /><endEvent id="l" />`;
    const late =
      '<boundaryEvent id="b" attachedToRef="x"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>';
    const when = '<conditionExpression xsi:type="tFormalExpression">=n = 1</conditionExpression>';

    const { faults } = await read(
      within(`${activity}${late}${flow('s', 'x')}${flow('x', 'e')}${flow('x', 'l', when)}${flow('b', 'l')}`),
    );

    expect({ page, faults: faults.map(({ reason }) => reason) }).toEqual({ page, faults: [] });
  },
);

test.each(names)(`${page}, engine/check: %s waits, or is found in an endless loop`, async (name) => {
  const one = `<startEvent id="s" /><${name} id="x" ${attributes[name] ?? ''} />${flow('s', 'x')}`;
  const { graphs: once } = await read(within(one));
  const { graphs: again } = await read(within(`${one}${flow('x', 'x')}`));
  const { state } = step(modelOf(once[0]!), null, { type: 'started', at: '2026-03-02T01:00:00.000Z', variables: {} });

  const isFound = check(again[0]!).some(({ rule }) => rule === 'endless');

  expect({ page, waitsOrIsFound: state.status === 'active' || isFound }).toEqual({ page, waitsOrIsFound: true });
});
