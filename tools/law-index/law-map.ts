// Makes docs/generated/law-map.md from the index of laws: the verified citations and the unverified ones. Used by
// main.ts.
import { calendar } from '../../law/calendar.ts';
import { type Law, type LawVersion, laws, rules, versionKey } from '../../law/laws.ts';

type Articles = { readonly [version: string]: object | undefined };

/** @param articles the articles of each version, by their numbers */
export function lawMap(articles: Articles): string {
  const verified = laws.flatMap((law) =>
    law.versions.filter(({ file }) => file).map((version) => verifiedRow(law, version, articles)),
  );
  const unverified = laws.flatMap((law) =>
    law.versions.filter((version) => version.unverified).map((version) => unverifiedRow(law, version)),
  );
  return `# 法律索引 · Law map

Made by \`tools/law-index/main.ts\` from \`models/law\`; do not edit. A citation is \`<law-id>#<article>[.<paragraph>[.<item>]]\` and
stands for the version in force on the day of the act.

## 工作日历 · Calendar
${calendar.from} to ${calendar.until}: ${calendar.version}. The numbers and the days agree in several independent public
transcriptions; the notices themselves were not available. Beyond these days only weekends are known, and every date is provisional.

## Traps
- CPL was renumbered on 2024-01-01; CPLI of 2022 cites the numbers of 2021 (\`models/law/renumbered.json\` maps them:
  its 238 is 242 now). Older interpretations cite still older numbers, which are not mapped.
- Of a text amended on 2020-12-29 only that version is indexed; an act before 2021-01-01 has no citation there.
- DDL was renumbered in 2017 (removal from the list: #7 of 2013, #10 of 2017).
- DDL of 2017, CRR of 2015, RTR, CFR and PSR of 2021 were read from private collections of law texts, not from the
  official database; PSR of 2021 lacks the breaks between paragraphs, so cite its articles only.

## 已核对 · Checked against the text
Article numbers, paragraphs and items were read from the text. † The day of effect is general knowledge, not in the text.

| id | 名称 | 版本 | 施行 | 至 | 条 | 释义 |
|---|---|---|---|---|---|---|
${verified.join('\n')}

## 未核对 · Not checked: the text was not available
The models mark every use of these laws as \`unverified\`; each must be compared with the text before production.

| id | 名称 | 文号 | 施行 | 所用条款 |
|---|---|---|---|---|
${unverified.join('\n')}
`;
}

function verifiedRow(law: Law, version: LawVersion, articles: Articles): string {
  const key = versionKey(law.id, version);
  const count = Object.keys(articles[key] ?? {}).length;
  const noted = Object.keys(rules[key] ?? {}).length;
  const effective = `${version.effective}${version.effectiveUnverified ? '†' : ''}`;
  return `| ${law.id} | ${version.title ?? law.title} | ${version.adopted} | ${effective} | ${version.until ?? ''} | ${count} | ${noted} |`;
}

function unverifiedRow(law: Law, version: LawVersion): string {
  const used = Object.keys(rules[versionKey(law.id, version)] ?? {}).join(', ');
  return `| ${law.id} | ${version.title ?? law.title} | ${version.number ?? ''} | ${version.effective} | ${used} |`;
}
