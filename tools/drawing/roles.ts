// The person or body that acts at a task or a wait, as the pictures show it: a note above the element, and the element
// in the role's color.
import { knownRole } from '../../api/problems/messages.ts';
import type { Element, Extension } from './model.ts';

export interface Actor {
  readonly name: string;
  readonly color: Color;
}

interface Color {
  readonly name: string;
  readonly fill: string;
  readonly stroke: string;
}

/** By the role of the user task (`candidateGroups`). */
export const colors: { readonly [group: string]: Color } = {
  judge: { name: '黄', fill: '#fff3d6', stroke: '#7a4b00' },
  officer: { name: '蓝', fill: '#dcecff', stroke: '#0b4a8f' },
  clerk: { name: '绿', fill: '#e0f5e1', stroke: '#1b5e20' },
  president: { name: '红', fill: '#ffe0e0', stroke: '#8e1b1b' },
  supervisor: { name: '紫', fill: '#efe2f7', stroke: '#5b2a86' },
  procurator: { name: '青', fill: '#d9f4f4', stroke: '#0b5a5a' },
  party: { name: '橙', fill: '#ffe8d9', stroke: '#8a3c00' },
};

const others: Color = { name: '灰', fill: '#ececec', stroke: '#404040' };
/** Police and procuratorate answer in the same way; they are no assisting bodies (协助执行单位). */
const body = '有关单位';
/** Agencies answer by this message (models/shared/messages). */
const answer = 'agency-answer';

/** The actors at the element. Other waits than those for agencies say in their names for whom they wait. */
export function actorsAt(element: Element): Actor[] {
  if (waitsForAgency(element)) return [{ name: body, color: others }];
  return groupsOf(element).map((group) => ({ name: knownRole(group).zh, color: colors[group] ?? others }));
}

/** The text of the note at the element; empty when the element needs none. */
export const noteText = (element: Element): string =>
  actorsAt(element)
    .map(({ name }) => name)
    .join('、');

/** The groups of a user task, when they are written as a list of names. */
function groupsOf(element: Element): string[] {
  if (element.$type !== 'bpmn:UserTask') return [];
  const assigned = element.extensionElements?.values?.find(
    ({ $type }: Extension) => $type === 'zeebe:AssignmentDefinition',
  );
  const groups = assigned?.candidateGroups ?? '';
  if (groups.startsWith('=')) return [];
  return groups.split(',').flatMap((group) => group.trim() || []);
}

const waitsForAgency = ({ $type, messageRef, eventDefinitions = [] }: Element): boolean =>
  ['bpmn:IntermediateCatchEvent', 'bpmn:ReceiveTask'].includes($type) &&
  [messageRef, ...eventDefinitions.map((definition) => definition.messageRef)].some(
    (message) => message?.name === answer,
  );
