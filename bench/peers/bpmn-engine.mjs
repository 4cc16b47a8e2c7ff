// bpmn-engine (npm) on the same models. Reads {models: [{name, xml, userTasks}], milliseconds} from standard input.

import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { Engine } = createRequire(`${process.argv[2]}/`)('bpmn-engine');
const { models, milliseconds } = JSON.parse(readFileSync(0, 'utf8'));

async function runOnce(source, userTasks) {
  const listener = new EventEmitter();
  let bytes = 0;
  const engine = Engine({ name: 'bench', source });
  listener.on('activity.wait', (api) => {
    if (!userTasks.includes(api.id)) return;
    engine.getState().then((state) => {
      bytes ||= JSON.stringify(state).length;
      api.signal();
    });
  });
  await new Promise((resolve, reject) => {
    engine.once('end', resolve);
    engine.once('error', reject);
    engine.execute({ listener }, (error) => error && reject(error));
  });
  return bytes;
}

const results = {};
for (const { name, xml, userTasks } of models) {
  try {
    const begun = performance.now();
    let instances = 0;
    let bytes = 0;
    do {
      bytes = await runOnce(xml, userTasks);
      instances++;
    } while (performance.now() - begun < milliseconds);
    results[name] = { perSecond: (instances * 1000) / (performance.now() - begun), bytes };
  } catch (error) {
    results[name] = { error: String(error?.message ?? error) };
  }
}
console.log(JSON.stringify(results));
process.exit(0);
