// The pictures of all models can be read on a screen: `npm run draw` makes them, CONTRIBUTING.md says when.
import { expect, test } from '@jest/globals';
import { modelFiles } from '../../registry/folder.ts';
import { drawnIn } from '../../tools/drawing/lint/drawn.ts';
import { faultsOfPicture } from '../../tools/drawing/lint/index.ts';
import { crossingsIn, textSizeOf } from '../../tools/drawing/lint/rules.ts';
import { readDocument } from '../../tools/drawing/model.ts';

const models = modelFiles().filter(({ name }) => name.endsWith('.bpmn'));

test.each(models)('the picture of $name has no fault (npm run draw, CONTRIBUTING.md)', async ({ content }) => {
  expect(await faultsOfPicture(content)).toEqual([]);
});

test('over all pictures, flows seldom cross, and most texts have 10 px when fitted to a screen', async () => {
  const pictures = await Promise.all(models.map(async ({ content }) => drawnIn(await readDocument(content))!));

  const crossings = pictures.reduce((sum, { flows }) => sum + crossingsIn(flows).length, 0);
  const large = pictures.filter(({ extent }) => textSizeOf(extent) >= 10);

  expect(crossings).toBeLessThanOrEqual(models.length / 2);
  expect(large.length).toBeGreaterThanOrEqual(models.length * 0.85);
});
