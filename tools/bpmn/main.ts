// `npm run bpmn`: models on the command line, without a server (docs/using/bpmn-cli.md).
// `run` plays a model in memory and prints its trace; `check` lists the faults that deployment would refuse, and
// unsound elements; `convert` translates the Camunda 7 dialect to ours. Further files may hold called processes,
// decisions and forms.
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { jobTypes } from '../../activities/job-types.ts';
import { check, type Finding } from '../../engine/check/index.ts';
import type { Graph, Model } from '../../engine/graph.ts';
import { calendar } from '../../law/calendar.ts';
import { faultOfCitation, today } from '../../registry/links.ts';
import { convertCamunda7 } from './convert/camunda7.ts';
import { type Files, formatDiagnostic, readFiles, readNeighbors, readText } from './model-files.ts';
import { type Played, play, readScenario, type Scenario, ScenarioFault } from './scenario.ts';
import type { MigrationTargets } from './scenario-steps.ts';

const usage = `npm run bpmn -- run MODEL.bpmn [OTHER.bpmn DECISIONS.dmn …] [--scenario FILE.json] [--json]
npm run bpmn -- check MODEL.bpmn [OTHER.bpmn DECISIONS.dmn TASK.form …] [--json]
npm run bpmn -- convert MODEL.bpmn > CONVERTED.bpmn
The scenario's fields: tools/bpmn/scenario.schema.json`;

/** Exit codes: 0 done, 1 the model is refused, 2 the request cannot be carried out. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { scenario: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [command, ...names] = positionals;
  if (command === 'convert' && names.length === 1) return convert(names[0]!);
  if ((command !== 'run' && command !== 'check') || names.length === 0) throw new Error(usage);
  const files = await readFiles(names, command === 'run');
  const needsProcess = command === 'run' || Object.keys(files.decisions).length === 0;
  if (files.graphs.length === 0 && files.faults.length === 0 && needsProcess)
    throw new Error(`No process in ${names.join(', ')}.`);
  for (const diagnostic of files.diagnostics) console.error(diagnostic);
  if (command === 'check') return printFindings(files, await readNeighbors(names), values.json);
  if (files.faults.length > 0) return printFindings(files, files, values.json);
  const scenario = values.scenario === undefined ? {} : readScenarioFile(values.scenario);
  const models = new Map(files.graphs.map((graph) => [graph.processId, modelOf(graph, files)]));
  const played = play(models, scenario, await readMigrationTargets(scenario, values.scenario ?? ''));
  console.log(values.json ? JSON.stringify(played, null, 2) : formatPlayed(played));
  return 0;
}

function readScenarioFile(file: string): Scenario {
  try {
    return readScenario(JSON.parse(readText(file)));
  } catch (error) {
    throw error instanceof SyntaxError ? new Error(`${file}: Expected JSON; ${error.message}.`) : error;
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
      throw new ScenarioFault(
        `${step.migrate.model}: ${fault.elementId}: 拒绝 / refused: ${fault.reasonZh} / ${fault.reason}`,
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

/** A high limit, because no step is committed here; it only stops a run that would take too long. */
const mostMoves = 1_000_000;

function modelOf(graph: Graph, { decisions, bound }: Files): Model {
  return { graph, decisions, bound, calendar, mostMoves };
}

function printFindings(files: Files, neighbors: Awaited<ReturnType<typeof readNeighbors>>, asJson: boolean): number {
  const { graphs, faults, decisions, fileOf } = files;
  // A neighbor with the same process id is an old copy of the file, so it is ignored.
  const others = neighbors.graphs.filter(({ processId }) => graphs.every((graph) => graph.processId !== processId));
  const known = {
    graphs: [...graphs, ...others],
    decisions: { ...neighbors.decisions, ...decisions },
    forms: { ...neighbors.forms, ...files.forms },
    jobTypes,
    faultOfCitation: faultOfCitation(today()),
  };
  const named = {
    ...(graphs.length > 1 ? { processIds: known.graphs.map(({ processId }) => processId) } : {}),
    ...(Object.keys(decisions).length > 0 ? { decisionIds: Object.keys(known.decisions) } : {}),
  };
  const found: (Finding & { file: string })[] = [
    ...graphs.flatMap((graph) =>
      check(graph, { ...known, ...named }).map((finding) => ({ ...finding, file: fileOf.get(graph)! })),
    ),
    ...files.findings,
  ];
  const unsound = found.filter(({ isAssumption }) => !isAssumption);
  const assumed = found.filter(({ isAssumption }) => isAssumption);
  const isSound = faults.length + unsound.length === 0;
  if (asJson) console.log(JSON.stringify({ refused: faults, unsound, assumed }, null, 2));
  else {
    for (const { file, line, elementId, reason, reasonZh } of faults)
      console.log(`${formatPlace(file, line, elementId)} 拒绝 / refused: ${reasonZh} / ${reason}`);
    for (const finding of [...unsound, ...assumed]) console.log(formatFinding(finding));
    if (isSound)
      console.log(
        `Sound${assumed.length > 0 ? ', if the assumptions hold' : ''}: ${[...graphs.map(({ processId }) => processId), ...Object.keys(decisions)].join(', ')}.`,
      );
  }
  return isSound ? 0 : 1;
}

function formatFinding({
  file,
  line,
  elementId,
  rule,
  isPossible,
  isAssumption,
  ...texts
}: Finding & { file: string }): string {
  const kind = isAssumption ? '有待外部配合 / assumed' : isPossible ? '可能有误 / possibly unsound' : '有误 / unsound';
  const { reason, reasonZh, advice, adviceZh } = texts;
  return `${formatPlace(file, line, elementId)} ${kind} (${rule}): ${reasonZh}${adviceZh} / ${reason} ${advice}`;
}

/** An invalid XML file has no element to name. */
const formatPlace = (file: string, line: number | undefined, elementId: string): string =>
  `${[file, ...(line === undefined ? [] : [line])].join(':')}:${elementId === '' ? '' : ` ${elementId}:`}`;

function formatPlayed({ trace, status, variables, open, incidents, stopped }: Played): string {
  const lines = trace.map(({ at, instance, element, type, event, data }) =>
    [at, instance, element, type, event, ...(data ? [JSON.stringify(data)] : [])].join('  '),
  );
  return [
    ...lines,
    '',
    `status: ${status}${stopped ? ' (stopped: too many events)' : ''}`,
    `variables: ${JSON.stringify(variables)}`,
    ...(open.length > 0 ? [`open: ${open.join(', ')}`] : []),
    ...incidents.map(({ element, message }) => `incident at ${element}: ${message}`),
  ].join('\n');
}

process.exitCode = await main(process.argv.slice(2)).catch((failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : failure);
  return 2;
});
