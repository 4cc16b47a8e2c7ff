// sanction-limits.dmn as an editor may leave it after entering a statute of next year. The number is invented.

/** With a row for units from 2027-01-01 on. */
export function nextYears(table: string): string {
  const [row = ''] = /<rule id="sanction-limits-rule-1">[\s\S]*?<\/rule>/.exec(table) ?? [];
  const newer = row
    .replaceAll('sanction-limits-rule-1', 'sanction-limits-rule-2027')
    .replace(/<text>[^<]*date\([^<]*<\/text>/, '<text>&gt;= date(&quot;2027-01-01&quot;)</text>')
    .replace('<text>100000000</text>', '<text>300000000</text>');
  return table.replace('</decisionTable>', `${newer}</decisionTable>`);
}

/** With an end of the row for units. */
export const endedIn2026 = (table: string, end = '2026-12-31'): string =>
  table.replace(
    '<text>&gt;= date(&quot;2022-01-01&quot;)</text>',
    `<text>[date(&quot;2022-01-01&quot;)..date(&quot;${end}&quot;)]</text>`,
  );
