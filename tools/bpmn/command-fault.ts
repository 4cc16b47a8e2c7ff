// The reason why a command of the terminal cannot be carried out, in both languages.
import { type Bilingual, inBoth } from '../../engine/catalogue.ts';

export class CommandFault extends Error {
  readonly reason: Bilingual;
  constructor(reason: Bilingual) {
    super(inBoth(reason));
    this.reason = reason;
  }
}
