// The texts of `npm run draw` for the person at the terminal: Chinese with English beside it, `{name}` for a value.
import { catalogue, type Messages } from '../../engine/catalogue.ts';

export const messages = {
  usage: {
    zh: '用法：“npm run draw -- [--check] [MODEL.bpmn …]”，见 docs/modelling.md',
    en: 'usage: npm run draw -- [--check] [MODEL.bpmn …], see docs/modelling.md',
  },
  sound: { zh: '{count} 张图无误。', en: 'No faults in the pictures: {count}.' },

  // Models that are not drawn
  pools: { zh: '带泳池的图不能由本工具绘制。', en: 'Expected a process without pools.' },
  oneProcess: { zh: '文件中应当只有一个流程，现有 {count} 个。', en: 'Expected one bpmn:process; found {count}.' },
  boundaryEvents: {
    zh: '“{id}”上的边界事件不能超过 {most} 个。',
    en: "Expected at most {most} boundary events at '{id}'.",
  },
  noWay: { zh: '图中没有“{id}”的位置。', en: "The picture has no room for the flow '{id}'." },

  // Faults of a picture
  notShown: { zh: '图中没有该元素。', en: 'The picture does not show it.' },
  noActor: { zh: '旁边应当注明“{actor}”。', en: "Expected the note '{actor}' beside it." },
  aslant: { zh: '连线应当横平竖直。', en: 'Expected only level and upright pieces.' },
  offBorder: { zh: '连线的一端没有落在“{node}”的边框上。', en: "Expected its end on the border of '{node}'." },
  sharedBranch: {
    zh: '与同一元素引出的“{other}”画在同一条线上。',
    en: "It shares a line with '{other}' of the same source.",
  },
  sharedLine: { zh: '与“{other}”画在同一条线上。', en: "It shares a line with '{other}'." },
  sameDock: { zh: '从“{other}”引出之处进入。', en: "It arrives where '{other}' leaves." },
  throughNode: { zh: '穿过“{node}”。', en: "It passes through '{node}'." },
  coversNode: { zh: '盖住“{node}”。', en: "It covers '{node}'." },
  crossedLabel: { zh: '名称被连线“{flow}”穿过。', en: "The flow '{flow}' crosses its label." },
  labelOverNode: { zh: '名称盖住“{node}”。', en: "Its label covers '{node}'." },
  labelOverLabel: { zh: '名称盖住“{other}”的名称。', en: "Its label covers that of '{other}'." },
  noName: {
    zh: '同一网关的其他分支有名称，本分支也应当有名称。',
    en: 'Expected a name, as other branches of the same gateway have one.',
  },
  noLabel: { zh: '名称没有位置。', en: 'Expected a place for its label.' },
  farLabel: { zh: '名称离连线太远。', en: 'Its label is far from it.' },
  nearerLabel: { zh: '名称离“{other}”更近。', en: "Its label is nearer to '{other}'." },
  brokenName: { zh: '名称断行不当：{lines}。', en: 'Its name breaks badly: {lines}.' },
  crossings: {
    zh: '图中连线交叉 {found} 处，不得超过 {most} 处。',
    en: 'Expected at most {most} crossings in the picture; found {found}.',
  },
  smallText: {
    zh: '缩放到一屏时字高 {found} 像素，不得小于 {least} 像素。',
    en: 'Expected text of {least} px when fitted to the screen; found {found} px.',
  },
} as const satisfies Messages;

export const say = catalogue(messages);
