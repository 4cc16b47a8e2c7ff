// The bodies of a scenario as the agencies' simulator plays them: rules, property, and the bodies that answer on paper.
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { agencies } from '../../../activities/agencies/index.ts';
import allProviders from '../../../activities/agencies/providers.json' with { type: 'json' };
import { listed } from '../../../engine/catalogue.ts';
import { placeOf, wordsOf } from '../../../engine/schema-words.ts';
import type { Rule } from '../../../simulator/behavior.ts';
import type { Addition } from '../../../simulator/population.ts';
import { say } from '../messages.ts';
import { type Fault, unknownName } from './faults.ts';
import type { Asset, Behavior, BodyBehavior, OperationBehavior, Registered, Scenario } from './scenario.ts';

interface Body {
  readonly agency?: string;
  readonly provider?: string;
}

export interface Bodies {
  readonly rules: readonly Rule[];
  readonly population: Addition;
  /** `<agency>/<provider>`. */
  readonly onPaper: ReadonlySet<string>;
}

/** Call it for a scenario without faults. */
export function bodiesOf(scenario: Scenario): Bodies {
  const named = Object.entries(scenario.bodies ?? {})
    .map(([name, behavior]) => ({ body: bodyNamed(name)!, behavior }))
    .sort((one, other) => specificity(other.body) - specificity(one.body));
  return {
    rules: named.flatMap(({ body, behavior }) => rulesOf(body, behavior)),
    population: populationOf(scenario),
    onPaper: new Set(
      named.flatMap(({ body, behavior }) =>
        behavior.paper ? providersOf(body).map(({ agency, provider }) => `${agency}/${provider}`) : [],
      ),
    ),
  };
}

export function faultsOfBodies(scenario: Scenario): Fault[] {
  return [
    ...Object.entries(scenario.bodies ?? {}).flatMap(([name, behavior]) =>
      faultsOfBody(`/bodies/${pointer(name)}`, name, behavior),
    ),
    ...faultsOfProperty(scenario),
  ];
}

const specificity = ({ agency, provider }: Body): number => (agency ? 1 : 0) + (provider ? 1 : 0);

/**
 * `default`, an agency (id or title), or one body: `<agency>/<provider>`, its title, or its id where only one has it.
 */
function bodyNamed(name: string): Body | undefined {
  if (name === 'default') return {};
  const agency = Object.entries(agencies).find(([id, { title }]) => id === name || title === name)?.[0];
  const sameId = allProviders.filter(({ provider }) => provider === name);
  const one =
    allProviders.find(({ agency, provider, title }) => `${agency}/${provider}` === name || title === name) ??
    (sameId.length === 1 ? sameId[0] : undefined);
  return one ? { agency: one.agency, provider: one.provider } : agency ? { agency } : undefined;
}

const providersOf = ({ agency, provider }: Body) =>
  allProviders.filter((one) => (agency ?? one.agency) === one.agency && (provider ?? one.provider) === one.provider);

/** Ids of the operations with that id or title. */
function operationsNamed(name: string, { agency }: Body): { readonly agency: string; readonly operation: string }[] {
  return Object.entries(agencies)
    .filter(([id]) => agency === undefined || id === agency)
    .flatMap(([id, { operations }]) =>
      Object.entries(operations).flatMap(([operation, { title }]) =>
        operation === name || title === name ? [{ agency: id, operation }] : [],
      ),
    );
}

function rulesOf(body: Body, { operations = {}, paper: _channel, ...general }: BodyBehavior): Rule[] {
  const special = Object.entries(operations).flatMap(([name, given]) =>
    operationsNamed(name, body).flatMap((operation) => {
      const list = [given].flat() as readonly OperationBehavior[];
      return list.map(
        ({ asset, ...behavior }, index): Rule => ({
          ...body,
          ...operation,
          ...(asset === undefined ? {} : { match: { externalRef: asset } }),
          ...(list.slice(index + 1).some((later) => later.asset === asset) ? { times: 1 } : {}),
          ...actOf(behavior),
        }),
      );
    }),
  );
  return [...special, ...(Object.keys(general).length > 0 ? [{ ...body, ...actOf(general) }] : [])];
}

function actOf({ afterDays = 0, answer, refuse, silent }: Behavior): Pick<Rule, 'do' | 'days' | 'reason' | 'answer'> {
  const days = afterDays > 0 ? { days: afterDays } : {};
  if (silent) return { do: 'refuse' };
  if (refuse !== undefined) return { do: 'reject', reason: refuse, ...days };
  return { do: afterDays > 0 ? 'delay' : 'answer', ...days, ...(answer ? { answer } : {}) };
}

function populationOf({ property = {}, start: { application } }: Scenario): Addition {
  const parties = [...application.applicants, ...application.debtors];
  const common = ({ owner, from, body }: Asset, agency: string) => ({
    provider: body ?? allProviders.find((one) => one.agency === agency)!.provider,
    ownerIdNumber: parties.find(({ name }) => name === owner)?.idNumber ?? owner,
    ...(from === undefined ? {} : { availableFrom: from }),
  });
  const registered = (asset: Asset & Registered, agency: string, kind: string) => ({
    ...common(asset, agency),
    externalRef: asset.externalRef,
    description: asset.description ?? `${kind}${asset.externalRef}`,
    valueFen: asset.valueFen,
  });
  return {
    deposits: (property.deposits ?? []).map((deposit) => ({
      ...common(deposit, 'bank'),
      accountNumber: deposit.accountNumber,
      balanceFen: deposit.balanceFen,
    })),
    realEstate: (property.realEstate ?? []).map((asset) => registered(asset, 'realEstate', '不动产')),
    vehicles: (property.vehicles ?? []).map((asset) => registered(asset, 'vehicle', '机动车')),
  };
}

function faultsOfBody(field: string, name: string, { operations = {}, ...general }: BodyBehavior): Fault[] {
  const body = bodyNamed(name);
  if (!body) return [unknownName(field, 'kind.body', name, knownBodies())];
  return [
    ...faultsOfBehavior(field, general, []),
    ...Object.entries(operations).flatMap(([operation, given]) => {
      const place = `${field}/operations/${pointer(operation)}`;
      const named = operationsNamed(operation, body);
      if (named.length === 0) return [unknownName(place, 'kind.operation', operation, knownOperations(body))];
      const isList = Array.isArray(given);
      return ([given].flat() as readonly OperationBehavior[]).flatMap((behavior, index) =>
        faultsOfBehavior(isList ? `${place}/${index}` : place, behavior, named),
      );
    }),
  ];
}

function faultsOfBehavior(field: string, behavior: Behavior, named: ReturnType<typeof operationsNamed>): Fault[] {
  const { afterDays, answer, refuse, silent } = behavior;
  const given = { answer, refuse, silent: silent || undefined };
  const chosen = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const clash = chosen.length > 1 ? chosen : silent && afterDays !== undefined ? ['silent', 'afterDays'] : undefined;
  if (clash)
    return [
      {
        field: `${field}/${clash[1]}`,
        rule: 'both',
        message: say('both', { one: clash[0]!, other: clash[1]! }),
        remedy: say('both.remedy'),
      },
    ];
  return named.flatMap((operation) => faultsOfAnswer(`${field}/answer`, answer, operation));
}

// Imported as an ES module, this CommonJS package has its function one level further down.
const ajv = formats.default(new Ajv({ allErrors: true, strict: false }));

/** The answer's own fields must fit the operation's schema; the usual answer gives the others. */
function faultsOfAnswer(
  field: string,
  answer: object | undefined,
  { agency, operation }: { readonly agency: string; readonly operation: string },
): Fault[] {
  if (!answer) return [];
  const { required: _others, ...shape } = agencies[agency]!.operations[operation]!.answer;
  const fits = ajv.compile({ ...shape, additionalProperties: false });
  if (fits(answer)) return [];
  return (fits.errors ?? [])
    .filter(({ keyword }) => keyword !== 'anyOf')
    .map((fault) => ({
      field: `${field}${placeOf(fault)}`,
      rule: fault.keyword,
      message: wordsOf(fault),
      remedy: say('field.unknown.remedy', { known: listed(Object.keys(shape['properties'] as object)) }),
    }));
}

function faultsOfProperty({ property = {}, start: { application } }: Scenario): Fault[] {
  const parties = [...application.applicants, ...application.debtors].map(({ name }) => name);
  const kinds = { deposits: 'bank', realEstate: 'realEstate', vehicles: 'vehicle' } as const;
  return Object.entries(kinds).flatMap(([kind, agency]) =>
    (property[kind as keyof typeof kinds] ?? []).flatMap(({ owner, body }, index) => {
      const field = `/property/${kind}/${index}`;
      const known = allProviders.filter((one) => one.agency === agency).map(({ provider }) => provider);
      return [
        ...(parties.includes(owner) || /^[0-9A-Z()-]{5,20}$/.test(owner)
          ? []
          : [unknownName(`${field}/owner`, 'kind.party', owner, parties)]),
        ...(body === undefined || known.includes(body) ? [] : [unknownName(`${field}/body`, 'kind.body', body, known)]),
      ];
    }),
  );
}

const knownBodies = () => [
  'default',
  ...Object.keys(agencies),
  ...allProviders.flatMap(({ agency, provider, title }) => [`${agency}/${provider}`, title]),
];

const knownOperations = ({ agency }: Body) =>
  Object.entries(agencies)
    .filter(([id]) => agency === undefined || id === agency)
    .flatMap(([, { operations }]) => Object.entries(operations).flatMap(([id, { title }]) => [id, title]));

const pointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
