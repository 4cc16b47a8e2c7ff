// Translates expressions of the Camunda 7 dialect (JUEL, `${…}`) to FEEL. An expression without a counterpart is
// reported, not guessed.
import type { Bilingual } from '../../../engine/catalogue.ts';
import { say } from './messages.ts';

export type Translation = { readonly feel: string } | { readonly problem: Bilingual };

/** Translates a whole text: a literal, one expression, or a mixture. Literals come back without `=`. */
export function translateText(text: string): Translation {
  const trimmed = text.trim();
  const whole = /^[$#]\{([^{}]*)\}$/s.exec(trimmed);
  if (whole) {
    const translated = translate(whole[1]!);
    return 'feel' in translated ? { feel: `=${translated.feel}` } : translated;
  }
  if (!/[$#]\{/.test(trimmed)) return { feel: trimmed };
  const parts: string[] = [];
  for (const [, literal, inner] of trimmed.matchAll(/([^$#]+|[$#](?!\{))|[$#]\{([^{}]*)\}/gs)) {
    if (literal !== undefined) parts.push(JSON.stringify(literal));
    else {
      const translated = translate(inner!);
      if ('problem' in translated) return translated;
      parts.push(`string(${translated.feel})`);
    }
  }
  return { feel: `=${parts.join(' + ')}` };
}

class Untranslatable extends Error {
  readonly problem: Bilingual;
  constructor(problem: Bilingual) {
    super(problem.en);
    this.problem = problem;
  }
}

/** Translates one expression, without its braces. */
function translate(source: string): Translation {
  try {
    const parser = new Parser(tokens(source));
    const feel = parser.expression();
    parser.expectEnd();
    return { feel };
  } catch (error) {
    if (error instanceof Untranslatable)
      return { problem: say('juel.in', { problem: error.problem, source: source.trim() }) };
    throw error;
  }
}

const pattern =
  /\s*(?:(\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[-+*/%<>!?:().,[\]]))/gy;

function tokens(source: string): string[] {
  const found: string[] = [];
  pattern.lastIndex = 0;
  while (source.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    if (!match) throw new Untranslatable(say('juel.expected', { found: source.slice(at).trim() }));
    found.push((match[1] ?? match[2] ?? match[3] ?? match[4])!);
  }
  return found;
}

const operatorWords: { readonly [operator: string]: string } = {
  eq: '==',
  ne: '!=',
  lt: '<',
  gt: '>',
  le: '<=',
  ge: '>=',
  and: '&&',
  or: '||',
  div: '/',
  not: '!',
};
const comparisons: { readonly [operator: string]: string } = {
  '==': '=',
  '!=': '!=',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
};

/** The built-in variables of a multi-instance by their Camunda 8 names; in Camunda 7 the counter starts with 0. */
const multiInstanceVariables: { readonly [name: string]: string } = {
  nrOfInstances: 'numberOfInstances',
  nrOfActiveInstances: 'numberOfActiveInstances',
  nrOfCompletedInstances: 'numberOfCompletedInstances',
  loopCounter: '(loopCounter - 1)',
};

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(list: readonly string[]) {
    this.#tokens = list;
  }

  expression(): string {
    const condition = this.#or();
    if (!this.#take('?')) return condition;
    const yes = this.expression();
    this.#expect(':');
    return `if ${condition} then ${yes} else ${this.expression()}`;
  }

  expectEnd(): void {
    if (this.#at < this.#tokens.length)
      throw new Untranslatable(say('juel.unexpected', { found: this.#tokens[this.#at]! }));
  }

  #or(): string {
    return this.#chain(() => this.#and(), { '||': 'or' });
  }
  #and(): string {
    return this.#chain(() => this.#comparison(), { '&&': 'and' });
  }
  #comparison(): string {
    return this.#chain(() => this.#sum(), comparisons);
  }
  #sum(): string {
    return this.#chain(() => this.#product(), { '+': '+', '-': '-' });
  }
  #product(): string {
    return this.#chain(() => this.#unary(), { '*': '*', '/': '/' });
  }

  #chain(operand: () => string, operators: { readonly [token: string]: string }): string {
    let left = operand();
    for (let operator = operators[this.#peek()]; operator; operator = operators[this.#peek()]) {
      this.#at++;
      left = `${left} ${operator} ${operand()}`;
    }
    if (this.#peek() === '%') throw new Untranslatable(say('juel.modulo'));
    return left;
  }

  #unary(): string {
    if (this.#take('!')) return `not(${this.#unary()})`;
    if (this.#take('-')) return `-${this.#unary()}`;
    if (this.#peek() === 'empty' && this.#tokens[this.#at + 1] !== undefined) {
      this.#at++;
      const operand = this.#unary();
      return `list contains([null, "", []], ${operand})`;
    }
    return this.#value();
  }

  #value(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Untranslatable(say('juel.operand'));
    if (token === '(') {
      const inner = this.expression();
      this.#expect(')');
      return `(${inner})`;
    }
    if (/^\d/.test(token)) return token;
    if (/^['"]/.test(token)) return JSON.stringify(token.slice(1, -1).replace(/\\(.)/g, '$1'));
    if (!/^[A-Za-z_]/.test(token)) throw new Untranslatable(say('juel.unexpected', { found: token }));
    return this.#path(token);
  }

  /** A path such as `order.total`; the only methods are `execution.getVariable('x')` and `x.equals(y)`. */
  #path(first: string): string {
    const names = [first];
    while (this.#take('.')) names.push(this.#name());
    if (this.#peek() === '[') throw new Untranslatable(say('juel.index'));
    if (this.#peek() !== '(') return names.length === 1 ? (multiInstanceVariables[first] ?? first) : names.join('.');
    if (names.length > 1 && names.at(-1) === 'equals') {
      this.#at++;
      const other = this.expression();
      this.#expect(')');
      return `(${names.slice(0, -1).join('.')} = ${other})`;
    }
    if (names.join('.') !== 'execution.getVariable')
      throw new Untranslatable(say('juel.method', { name: names.join('.') }));
    this.#expect('(');
    const name = /^['"](\w+)['"]$/.exec(this.#tokens[this.#at++] ?? '')?.[1];
    if (!name) throw new Untranslatable(say('juel.literalName'));
    this.#expect(')');
    return name;
  }

  #name(): string {
    const name = this.#tokens[this.#at++] ?? '';
    if (!/^[A-Za-z_]/.test(name)) throw new Untranslatable(say('juel.name', { found: name }));
    return name;
  }

  #peek(): string {
    const token = this.#tokens[this.#at] ?? '';
    return operatorWords[token] ?? token;
  }
  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at++;
    return true;
  }
  #expect(token: string): void {
    if (!this.#take(token)) throw new Untranslatable(say('juel.token', { expected: token, found: this.#peek() }));
  }
}
