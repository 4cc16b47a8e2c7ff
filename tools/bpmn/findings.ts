// `npm run bpmn -- check`: the faults of the given files, and the findings of the checks, one line each.
import { jobTypes } from '../../activities/job-types.ts';
import { inBoth, listed } from '../../engine/catalogue.ts';
import { check, type Finding } from '../../engine/check/index.ts';
import { faultOfCitation, today } from '../../registry/links.ts';
import { say } from './messages.ts';
import type { Files, readNeighbors } from './model-files.ts';

type Found = Finding & { readonly file: string };

/** @returns the exit code: 1 for a fault or an unsound element */
export function printFindings(
  files: Files,
  neighbors: Awaited<ReturnType<typeof readNeighbors>>,
  asJson: boolean,
): number {
  const { faults } = files;
  const found = findingsOf(files, neighbors);
  const remarks = found.filter(({ isRemark }) => isRemark);
  const assumed = found.filter(({ isAssumption }) => isAssumption);
  const unsound = found.filter(({ isAssumption, isRemark }) => !isAssumption && !isRemark);
  const isSound = faults.length + unsound.length === 0;
  if (asJson) console.log(JSON.stringify({ refused: faults, unsound, assumed, remarks }, null, 2));
  else {
    for (const { file, line, elementId, reason, reasonZh } of faults) {
      const refused = `${inBoth(say('finding.refused'))}: ${inBoth({ zh: reasonZh, en: reason })}`;
      console.log(`${formatPlace(file, line, elementId)} ${refused}`);
    }
    for (const finding of [...unsound, ...assumed, ...remarks]) console.log(formatFinding(finding));
    const names = [...files.graphs.map(({ processId }) => processId), ...Object.keys(files.decisions)];
    const verdict = say(assumed.length > 0 ? 'check.soundIfAssumed' : 'check.sound');
    if (isSound) console.log(`${inBoth(verdict)}: ${[...names, ...Object.keys(files.forms)].join(', ')}.`);
  }
  return isSound ? 0 : 1;
}

function findingsOf(files: Files, neighbors: Awaited<ReturnType<typeof readNeighbors>>): readonly Found[] {
  const { graphs, decisions, fileOf } = files;
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
  const ofGraphs = graphs.flatMap((graph) =>
    check(graph, { ...known, ...named }).map((finding) => ({ ...finding, file: fileOf.get(graph)! })),
  );
  return [...ofGraphs, ...files.findings];
}

function formatFinding({ file, line, elementId, rule, reason, reasonZh, advice, adviceZh, ...kind }: Found): string {
  const text = listed(
    [
      { zh: reasonZh, en: reason },
      { zh: adviceZh, en: advice },
    ],
    '',
    ' ',
  );
  return `${formatPlace(file, line, elementId)} ${inBoth(kindOf(kind))} (${rule}): ${inBoth(text)}`;
}

function kindOf({ isPossible, isAssumption, isRemark }: Pick<Found, 'isPossible' | 'isAssumption' | 'isRemark'>) {
  if (isRemark) return say('finding.remark');
  if (isAssumption) return say('finding.assumed');
  return say(isPossible ? 'finding.possible' : 'finding.unsound');
}

/** An invalid XML file has no element to name. */
const formatPlace = (file: string, line: number | undefined, elementId: string): string =>
  `${[file, ...(line === undefined ? [] : [line])].join(':')}:${elementId === '' ? '' : ` ${elementId}:`}`;
