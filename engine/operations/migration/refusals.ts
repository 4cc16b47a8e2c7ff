// Reasons why a migration is refused, found by comparing the two models at each active element.
import type { Bilingual } from '../../catalogue.ts';
import type { ElementMapping } from '../../event.ts';
import type { Model } from '../../graph.ts';
import { eventName, say, typeName } from '../../messages.ts';
import { type Compensable, type ElementInstance, rootKey, type State } from '../../state.ts';
import { values } from '../../trie.ts';
import { isDissolved, target } from './mapping.ts';

/** Every reason in the models and the mapping, with the element; empty if there is none. */
export function refusalsOfMapping(from: Model, to: Model, state: State, mapping: ElementMapping): Bilingual[] {
  const reasons: Bilingual[] = [];
  for (const [source, aim] of Object.entries(mapping)) {
    if (!from.graph.elements[source] && !from.graph.flows[source]) reasons.push(say('migrate.noSource', { source }));
    if (!to.graph.elements[aim] && !to.graph.flows[aim]) reasons.push(say('migrate.noTarget', { source, target: aim }));
  }
  for (const instance of values(state.instances))
    if (instance.type === 'element') reasons.push(...refusalsOf(instance, from, to, state, mapping));
  return [...new Map(reasons.map((reason) => [reason.en, reason])).values()];
}

function* refusalsOf(
  instance: ElementInstance,
  from: Model,
  to: Model,
  state: State,
  mapping: ElementMapping,
): Generator<Bilingual> {
  const before = from.graph.elements[instance.element]!;
  const id = target(mapping, instance.element);
  const after = to.graph.elements[id];
  const names = { source: instance.element, target: id };
  if (!after) {
    if (isDissolved(instance, before, to, mapping)) return;
    return yield say('migrate.gone', names);
  }
  if (after.type !== before.type)
    yield say('migrate.otherType', { ...names, before: typeName(before.type), after: typeName(after.type) });
  if (before.event?.type !== after.event?.type)
    yield say('migrate.otherEvent', {
      ...names,
      before: eventName(before.event?.type),
      after: eventName(after.event?.type),
    });
  if (
    Boolean(before.loop) !== Boolean(after.loop) ||
    before.loop?.sequential !== after.loop?.sequential ||
    Boolean(before.loop?.standard) !== Boolean(after.loop?.standard)
  )
    yield say('migrate.otherLoop', names);
  if (instance.key !== rootKey) yield* refusalsOfPlace(instance, id, from, to, state, mapping);
  for (const flowId of Object.keys(instance.waiting ?? {})) {
    const flow = to.graph.flows[target(mapping, flowId)];
    const gateway = from.graph.elements[from.graph.flows[flowId]!.target]!;
    if (!flow) yield say('migrate.noFlow', { flow: flowId });
    else if (to.graph.elements[flow.target]!.type !== gateway.type || to.graph.elements[flow.target]!.scope !== id)
      yield say('migrate.otherGateway', {
        flow: flowId,
        gateway: typeName(gateway.type),
        target: flow.id,
        scope: id,
      });
  }
  const { elements } = to.graph;
  for (const upcoming of instance.upcoming ?? [])
    if (elements[target(mapping, upcoming)]?.scope !== (after.adHoc?.output?.inner ?? id))
      yield say('migrate.upcomingGone', { upcoming, scope: instance.element });
  const { startsAt, incident } = instance;
  if (startsAt && incident?.retry === 'enter' && !elements[target(mapping, startsAt)])
    yield say('migrate.startGone', { scope: instance.element, start: startsAt });
  for (const { element, inner } of compensablesOf(instance)) {
    const compensated = elements[target(mapping, element)];
    if (!compensated) yield say('migrate.compensableGone', { source: element });
    else if (!inner && compensated.compensatedBy === undefined)
      yield say('migrate.noHandler', { source: element, target: compensated.id });
  }
}

/**
 * Activities that it has completed, that it has still to undo, and that a sub-process restored for undoing completed.
 */
const compensablesOf = ({ compensable = [], compensating, restored = [] }: ElementInstance): readonly Compensable[] =>
  [...compensable, ...(compensating?.todo ?? []), ...restored].flatMap((one) => [one, ...innerOf(one)]);

const innerOf = ({ inner = [] }: Compensable): readonly Compensable[] => inner.flatMap((one) => [one, ...innerOf(one)]);

/** Its new place must be in an active scope, or in sub-processes that can be opened around it. */
function* refusalsOfPlace(
  instance: ElementInstance,
  id: string,
  from: Model,
  to: Model,
  state: State,
  mapping: ElementMapping,
): Generator<Bilingual> {
  const outer = standingScope(instance, from, to, state, mapping);
  if (outer.isLoopBody) return;
  const around = target(mapping, outer.element);
  for (let scope = to.graph.elements[id]!.scope; scope !== around; scope = to.graph.elements[scope]!.scope) {
    if (scope === undefined)
      return yield say('migrate.otherPlace', { source: instance.element, target: id, scope: around });
    const { type, loop } = to.graph.elements[scope]!;
    if (type === 'subProcess' && !loop) continue;
    const repeated = loop ? say('migrate.repeated', { type: typeName(type) }) : typeName(type);
    return yield say('migrate.notOpened', { target: id, scope, type: repeated });
  }
}

function standingScope(
  instance: ElementInstance,
  from: Model,
  to: Model,
  state: State,
  mapping: ElementMapping,
): ElementInstance {
  const all = new Map([...values(state.instances)].map((one) => [one.key, one]));
  let scope = all.get(instance.scope) as ElementInstance;
  while (!scope.isLoopBody && isDissolved(scope, from.graph.elements[scope.element]!, to, mapping))
    scope = all.get(scope.scope) as ElementInstance;
  return scope;
}
