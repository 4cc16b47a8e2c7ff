// `npm run bpmn`: models on the command line, without a server (docs/using/bpmn-cli.md).
// `run` plays a model in memory and prints its trace; `check` lists the faults that deployment would refuse, and
// unsound elements; `convert` translates the Camunda 7 dialect to ours. Further files may hold called processes,
// decisions and forms.
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inBoth, listed } from '../../engine/catalogue.ts';
import { inexactIn } from '../../engine/feel/index.ts';
import type { Graph, Model } from '../../engine/graph.ts';
import { calendar } from '../../law/calendar.ts';
import { CommandFault } from './command-fault.ts';
import { convertCamunda7 } from './convert/camunda7.ts';
import { formatDiagnostic } from './convert/diagnostic.ts';
import { printFindings } from './findings.ts';
import { say } from './messages.ts';
import { type Files, readFiles, readNeighbors, readText } from './model-files.ts';
import { filtered, formatPlayed } from './played-text.ts';
import { play, readScenario, type Scenario } from './scenario.ts';
import type { MigrationTargets } from './scenario-steps.ts';
import { usage } from './usage.ts';

/** Exit codes: 0 done, 1 the model is refused, 2 the request cannot be carried out. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args);
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [command, ...names] = positionals;
  if (command === 'convert' && names.length === 1) return convert(names[0]!);
  if ((command !== 'run' && command !== 'check') || names.length === 0)
    throw new CommandFault({ zh: usage, en: usage });
  const files = await readFiles(names, command === 'run');
  const needsProcess = command === 'run' || Object.keys({ ...files.decisions, ...files.forms }).length === 0;
  if (files.graphs.length === 0 && files.faults.length === 0 && needsProcess)
    throw new CommandFault(say('file.noProcess', { files: listed(names) }));
  for (const diagnostic of files.diagnostics) console.error(diagnostic);
  if (command === 'check') return printFindings(files, await readNeighbors(names), values.json);
  if (files.faults.length > 0) return printFindings(files, files, values.json);
  const fromFile = values.scenario === undefined ? {} : readScenarioFile(values.scenario);
  const given =
    values.variables === undefined ? {} : readScenarioText('--variables', `{"variables": ${values.variables}}`);
  const scenario = { ...fromFile, variables: { ...fromFile.variables, ...given.variables } };
  const models = new Map(files.graphs.map((graph) => [graph.processId, modelOf(graph, files)]));
  const played = play(models, scenario, await readMigrationTargets(scenario, values.scenario ?? ''));
  for (const warning of played.warnings) console.error(warning);
  const shown = { ...played, trace: filtered(played.trace, values) };
  console.log(values.json ? JSON.stringify(shown, null, 2) : formatPlayed(shown));
  return 0;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        scenario: { type: 'string' },
        variables: { type: 'string' },
        element: { type: 'string' },
        instance: { type: 'string' },
        event: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    // Node's message goes on with advice about arguments that begin with a hyphen.
    const [detail = ''] = (error instanceof Error ? error.message : `${error}`).split('. ');
    const text = `${inBoth(say('usage.option', { detail }))}\n${usage}`;
    throw new CommandFault({ zh: text, en: text });
  }
}

const readScenarioFile = (file: string): Scenario => readScenarioText(file, readText(file));

function readScenarioText(name: string, text: string): Scenario {
  const numeral = inexactIn(text);
  if (numeral !== undefined) throw new CommandFault(say('file.inexact', { name, numeral }));
  try {
    return readScenario(JSON.parse(text));
  } catch (error) {
    throw error instanceof SyntaxError ? new CommandFault(say('file.notJson', { name, detail: error.message })) : error;
  }
}

/** Reads the models that the scenario migrates to, from paths relative to the scenario. */
async function readMigrationTargets(scenario: Scenario, file: string): Promise<MigrationTargets> {
  const targets = new Map<string, readonly Model[]>();
  for (const step of scenario.steps ?? []) {
    if (!('migrate' in step)) continue;
    const found = await readFiles([resolve(dirname(file), step.migrate.model)], true);
    const [fault] = found.faults;
    if (fault)
      throw new CommandFault(
        say('scenario.migration', {
          file: step.migrate.model,
          elementId: fault.elementId,
          reason: { zh: fault.reasonZh, en: fault.reason },
        }),
      );
    targets.set(
      step.migrate.model,
      found.graphs.map((graph) => modelOf(graph, found)),
    );
  }
  return targets;
}

/** Prints the converted model on standard output and the diagnostics on standard error. */
async function convert(file: string): Promise<number> {
  const { xml, diagnostics } = await convertCamunda7(readText(file));
  console.log(xml);
  for (const diagnostic of diagnostics) console.error(formatDiagnostic(file, diagnostic));
  return diagnostics.some(({ kind }) => kind === 'notMapped') ? 1 : 0;
}

function modelOf(graph: Graph, { decisions, bound }: Files): Model {
  return { graph, decisions, bound, calendar };
}

process.exitCode = await main(process.argv.slice(2)).catch((failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : failure);
  return 2;
});
