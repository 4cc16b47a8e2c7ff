// The paper channel: nothing is sent. In the model a clerk posts the document and enters the answer.
import type { Channel } from './index.ts';

export const paper: Channel = {};
