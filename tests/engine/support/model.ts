// Builds a BPMN file in the order in which its tokens flow, so that the picture is in the test. The file passes through
// the real reader.

import type { Model } from '../../../engine/index.ts';
import { read } from '../../../engine/read/index.ts';

export interface Options {
  readonly name?: string;
  readonly inputs?: { readonly [target: string]: string };
  readonly outputs?: { readonly [target: string]: string };
  readonly properties?: { readonly [name: string]: string };
  readonly loop?: Loop;
  /** Additional zeebe or BPMN elements, as XML. */
  readonly extensions?: string;
  readonly content?: string;
  readonly attributes?: string;
}

export interface Loop {
  readonly over: string;
  readonly as?: string;
  readonly sequential?: boolean;
  /** Output collection and the expression of its elements. */
  readonly collect?: readonly [collection: string, element: string];
  readonly until?: string;
}

type Inner = (inside: ModelBuilder) => unknown;

/** Definitions beside the process: messages, signals, errors, escalations. */
type Shared = Map<string, string>;

export const model = (id = 'process'): ModelBuilder => new ModelBuilder(id, new Map());

export class ModelBuilder {
  readonly #id: string;
  readonly #shared: Shared;
  readonly #elements: string[] = [];
  readonly #defaults = new Map<string, string>();
  #last: string | undefined;
  #condition: string | undefined;
  #isDefault = false;
  #count = 0;
  #extensions = '';

  constructor(id: string, shared: Shared) {
    this.#id = id;
    this.#shared = shared;
  }

  startEvent = (id = 'start', options?: Options) => this.#begin('startEvent', id, options);
  startMessage = (name: string, id: string, key?: string, options?: Options) =>
    this.#begin('startEvent', id, { ...options, content: this.#message(name, key) });
  startTimer = (kind: TimerKind, value: string, id: string, options?: Options) =>
    this.#begin('startEvent', id, { ...options, content: timer(kind, value) });
  startSignal = (name: string, id: string, options?: Options) =>
    this.#begin('startEvent', id, { ...options, content: this.#signal(name) });
  startError = (code: string | undefined, id: string, options?: Options) =>
    this.#begin('startEvent', id, { ...options, content: this.#error(code) });
  startEscalation = (code: string | undefined, id: string, options?: Options) =>
    this.#begin('startEvent', id, { ...options, content: this.#escalation(code) });

  task = (id: string, options?: Options) => this.#next('task', id, options);
  userTask = (id: string, options?: Options) => this.#next('userTask', id, options);
  receiveTask = (name: string, key: string, id: string, options?: Options) =>
    this.#next('receiveTask', id, { ...options, attributes: `messageRef="${this.#messageRef(name, key)}"` });
  sendTask = (name: string, key: string, id: string, options?: Options) =>
    this.#next('sendTask', id, { ...options, attributes: `messageRef="${this.#messageRef(name, key)}"` });
  serviceTask = (id: string, options: Options & { type?: string } = {}) =>
    this.#next('serviceTask', id, {
      ...options,
      extensions: `<zeebe:taskDefinition type="${inXml(options.type ?? `db:test.${id}`)}" />${options.extensions ?? ''}`,
    });
  scriptTask = (id: string, expression: string, resultVariable: string, options: Options = {}) =>
    this.#next('scriptTask', id, {
      ...options,
      extensions: `<zeebe:script expression="${inXml(expression)}" resultVariable="${resultVariable}" />`,
    });
  callActivity = (id: string, processId: string, options: Options & { attributes?: string } = {}) =>
    this.#next('callActivity', id, {
      ...options,
      attributes: '',
      extensions: `<zeebe:calledElement processId="${inXml(processId)}" ${options.attributes ?? ''} />`,
    });
  subProcess = (id: string, inner: Inner, options?: Options) => this.#next('subProcess', id, options, inner);

  exclusive = (id: string) => this.#next('exclusiveGateway', id);
  parallel = (id: string) => this.#next('parallelGateway', id);
  inclusive = (id: string) => this.#next('inclusiveGateway', id);
  eventBased = (id: string) => this.#next('eventBasedGateway', id);

  catchMessage = (name: string, key: string, id: string, options?: Options) =>
    this.#next('intermediateCatchEvent', id, { ...options, content: this.#message(name, key) });
  catchTimer = (kind: TimerKind, value: string, id: string, options?: Options) =>
    this.#next('intermediateCatchEvent', id, { ...options, content: timer(kind, value) });
  catchSignal = (name: string, id: string, options?: Options) =>
    this.#next('intermediateCatchEvent', id, { ...options, content: this.#signal(name) });
  catchLink = (name: string, id: string) => this.#begin('intermediateCatchEvent', id, { content: link(name) });
  throwEvent = (id: string, options?: Options) => this.#next('intermediateThrowEvent', id, options);
  throwMessage = (name: string, key: string, id: string, options?: Options) =>
    this.throwEvent(id, { ...options, content: this.#message(name, key) });
  throwSignal = (name: string, id: string, options?: Options) =>
    this.throwEvent(id, { ...options, content: this.#signal(name) });
  throwEscalation = (code: string, id: string, options?: Options) =>
    this.throwEvent(id, { ...options, content: this.#escalation(code) });
  throwLink = (name: string, id: string) => this.throwEvent(id, { content: link(name) });

  endEvent = (id = 'end', options?: Options) => this.#next('endEvent', id, options);
  endTerminate = (id: string) => this.endEvent(id, { content: '<terminateEventDefinition />' });
  endError = (code: string | undefined, id: string, options?: Options) =>
    this.endEvent(id, { ...options, content: this.#error(code) });
  endEscalation = (code: string, id: string, options?: Options) =>
    this.endEvent(id, { ...options, content: this.#escalation(code) });
  endMessage = (name: string, key: string, id: string, options?: Options) =>
    this.endEvent(id, { ...options, content: this.#message(name, key) });

  /** Attached to the current activity; the next element follows the event. */
  boundaryTimer = (value: string, id: string, options?: Boundary) =>
    this.#attach(id, timer(kindOf(value), value), options);
  boundaryMessage = (name: string, key: string, id: string, options?: Boundary) =>
    this.#attach(id, this.#message(name, key), options);
  boundarySignal = (name: string, id: string, options?: Boundary) => this.#attach(id, this.#signal(name), options);
  boundaryError = (code: string | undefined, id: string, options?: Boundary) =>
    this.#attach(id, this.#error(code), options);
  boundaryEscalation = (code: string | undefined, id: string, options?: Boundary) =>
    this.#attach(id, this.#escalation(code), options);

  eventSubProcess = (id: string, inner: Inner, options?: Options): this => {
    const inside = new ModelBuilder(id, this.#shared);
    inner(inside);
    this.#elements.push(
      element('subProcess', id, inside.#body(), { ...options, attributes: 'triggeredByEvent="true"' }),
    );
    return this;
  };

  /** Sets a condition on the flow to the next element. */
  when = (condition: string): this => {
    this.#condition = condition;
    return this;
  };
  otherwise = (): this => {
    this.#isDefault = true;
    return this;
  };
  /** Continues from an element that exists already. */
  from = (id: string): this => {
    this.#last = id;
    return this;
  };
  /** Leads to an element that exists already, or will exist. */
  to = (id: string): this => {
    this.#flow(id);
    return this;
  };
  other = (xml: string): this => {
    this.#elements.push(xml);
    return this;
  };
  /** Extension elements of the process. */
  with = (extensions: string): this => {
    this.#extensions = extensions;
    return this;
  };

  toXml(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">
<process id="${this.#id}" isExecutable="true">
${this.#extensions ? `<extensionElements>${this.#extensions}</extensionElements>` : ''}
${this.#body()}
</process>
${[...this.#shared.values()].join('\n')}
</definitions>`;
  }

  async build(): Promise<Model> {
    const { graphs, faults } = await read(this.toXml());
    if (!graphs[0]) throw new Error(`Expected a model without faults; found ${JSON.stringify(faults, null, 1)}.`);
    return modelOf(graphs[0]);
  }

  #body(): string {
    const withDefaults = this.#elements.map((xml) => {
      const id = /^<\w+ id="([^"]+)"/.exec(xml)?.[1];
      const flow = id === undefined ? undefined : this.#defaults.get(id);
      return flow === undefined ? xml : xml.replace(/^<\w+ /, (start) => `${start}default="${flow}" `);
    });
    return withDefaults.join('\n');
  }

  #begin(type: string, id: string, options?: Options): this {
    this.#elements.push(element(type, id, '', options));
    this.#last = id;
    return this;
  }

  #next(type: string, id: string, options?: Options, inner?: Inner): this {
    const inside = new ModelBuilder(id, this.#shared);
    inner?.(inside);
    this.#elements.push(element(type, id, inside.#body(), options));
    if (this.#last !== undefined) this.#flow(id);
    this.#last = id;
    return this;
  }

  #attach(id: string, definition: string, { interrupting = true, ...options }: Boundary = {}): this {
    const attributes = `attachedToRef="${this.#last}" cancelActivity="${interrupting}"`;
    this.#elements.push(element('boundaryEvent', id, '', { ...options, attributes, content: definition }));
    this.#last = id;
    return this;
  }

  #flow(target: string): void {
    const source = this.#last!;
    this.#count++;
    const id = this.#elements.some((xml) => xml.startsWith(`<sequenceFlow id="${source}-${target}"`))
      ? `${source}-${target}-${this.#count}`
      : `${source}-${target}`;
    const condition = this.#condition;
    const inside = condition
      ? `<conditionExpression xsi:type="tFormalExpression">${inXml(condition)}</conditionExpression>`
      : '';
    this.#elements.push(
      `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${inside}</sequenceFlow>`,
    );
    if (this.#isDefault) this.#defaults.set(source, id);
    this.#condition = undefined;
    this.#isDefault = false;
  }

  #messageRef(name: string, key?: string): string {
    const subscription = key
      ? `<extensionElements><zeebe:subscription correlationKey="${inXml(key)}" /></extensionElements>`
      : '';
    return this.#share('message', `${name}-${key ?? ''}`, `name="${inXml(name)}"`, subscription);
  }

  #message = (name: string, key?: string) => `<messageEventDefinition messageRef="${this.#messageRef(name, key)}" />`;
  #signal = (name: string) =>
    `<signalEventDefinition signalRef="${this.#share('signal', name, `name="${inXml(name)}"`)}" />`;
  #error = (code?: string) =>
    code === undefined
      ? '<errorEventDefinition />'
      : `<errorEventDefinition errorRef="${this.#share('error', code, `errorCode="${inXml(code)}"`)}" />`;
  #escalation = (code?: string) =>
    code === undefined
      ? '<escalationEventDefinition />'
      : `<escalationEventDefinition escalationRef="${this.#share('escalation', code, `escalationCode="${inXml(code)}"`)}" />`;

  #share(type: string, name: string, attributes: string, content = ''): string {
    const key = `${type} ${name}`;
    const known = /id="([^"]+)"/.exec(this.#shared.get(key) ?? '')?.[1];
    const id = known ?? `${type}-${this.#shared.size + 1}`;
    this.#shared.set(key, `<${type} id="${id}" ${attributes}>${content}</${type}>`);
    return id;
  }
}

type Boundary = Options & { readonly interrupting?: boolean };
type TimerKind = 'date' | 'duration' | 'cycle';

export const modelOf = (graph: Model['graph'], more: Partial<Model> = {}): Model => ({
  graph,
  decisions: {},
  calendar: { version: 'test', from: '2026-01-01', until: '2026-12-31', holidays: {}, workdays: {} },
  ...more,
});

const kindOf = (value: string): TimerKind =>
  /^-?P/.test(value) ? 'duration' : /^R|^@|\s/.test(value) && !value.startsWith('=') ? 'cycle' : 'date';

const timerTags = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' };

const timer = (kind: TimerKind, value: string): string =>
  `<timerEventDefinition><${timerTags[kind]} xsi:type="tFormalExpression">${inXml(value)}</${timerTags[kind]}></timerEventDefinition>`;

const link = (name: string): string => `<linkEventDefinition name="${name}" />`;

function element(type: string, id: string, inner: string, options: Options = {}): string {
  const { name, attributes = '', content = '', loop } = options;
  const names = name === undefined ? '' : ` name="${inXml(name)}"`;
  return `<${type} id="${id}"${names} ${attributes}>${extensions(options)}${loop ? loopXml(loop) : ''}${content}${inner}</${type}>`;
}

function extensions({ inputs, outputs, properties, extensions: own = '' }: Options): string {
  const mapping = (tag: string, mappings: Options['inputs']) =>
    Object.entries(mappings ?? {}).map(
      ([target, source]) => `<zeebe:${tag} source="${inXml(source)}" target="${target}" />`,
    );
  const io = [...mapping('input', inputs), ...mapping('output', outputs)].join('');
  const listed = Object.entries(properties ?? {}).map(
    ([name, value]) => `<zeebe:property name="${name}" value="${inXml(value)}" />`,
  );
  const all = `${own}${io && `<zeebe:ioMapping>${io}</zeebe:ioMapping>`}${listed.length > 0 ? `<zeebe:properties>${listed.join('')}</zeebe:properties>` : ''}`;
  return all && `<extensionElements>${all}</extensionElements>`;
}

function loopXml({ over, as, sequential = false, collect, until }: Loop): string {
  const collection = collect ? `outputCollection="${collect[0]}" outputElement="${inXml(collect[1])}"` : '';
  const item = as ? `inputElement="${as}"` : '';
  const condition = until
    ? `<completionCondition xsi:type="tFormalExpression">${inXml(until)}</completionCondition>`
    : '';
  return `<multiInstanceLoopCharacteristics isSequential="${sequential}"><extensionElements><zeebe:loopCharacteristics inputCollection="${inXml(over)}" ${item} ${collection} /></extensionElements>${condition}</multiInstanceLoopCharacteristics>`;
}

export const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
