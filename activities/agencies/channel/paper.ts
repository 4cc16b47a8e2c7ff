// The paper channel: nothing is sent. The model has a clerk post the document and enter what came back.
import type { Channel } from './index.ts';

export const paper: Channel = {};
